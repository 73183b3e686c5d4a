#!/bin/sh
# Creates the two databases of Temporal or brings their tables to the version of this image; may run again at any time.
set -eu
SQL_PASSWORD="$(cat /run/secrets/postgres_password)"
export SQL_PASSWORD

for database in temporal temporal_visibility; do
  folder=${database#temporal_}
  tool="temporal-sql-tool --plugin postgres12 --ep postgresql --port 5432 --user temporal --db $database"
  $tool create
  # Writes the table of versions; where there is one already it changes nothing.
  $tool setup-schema -v 0.0
  $tool update-schema -d "/etc/temporal/schema/postgresql/v12/$folder/versioned"
done
