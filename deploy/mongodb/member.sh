#!/bin/bash
# A member of the replica set. mongod refuses a key file that others could read, and a mounted secret is such a file.
# The copy lies in memory: the image is read-only.
set -euo pipefail
install -o mongodb -g mongodb -m 400 /run/secrets/mongodb_key /tmp/key
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile /tmp/key --bind_ip_all --wiredTigerCacheSizeGB 0.5
