#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, once; those that are there stay. Usage: deploy/make-secrets.sh
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

make() {
  [ -e "secrets/$1" ] || cat >"secrets/$1"
  # The processes in the containers are not root; nobody else gets into the folder.
  chmod 644 "secrets/$1"
}
random() { openssl rand -hex 32; }

random | make postgres_password
random | make mongodb_root_password
random | make mongodb_password
openssl rand -base64 512 | tr -d '\n' | make mongodb_key
random | make inaya_secret

members=mongodb-1:27017,mongodb-2:27017,mongodb-3:27017
echo "mongodb://inaya:$(cat secrets/mongodb_password)@$members/inaya?replicaSet=rs0&authSource=inaya" | make mongodb_uri

[ -e secrets/smtp_url ] || echo "Now write deploy/secrets/smtp_url: smtp://user:password@host:port"
