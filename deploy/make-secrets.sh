#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, once; those that are there stay. Usage: deploy/make-secrets.sh
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

# make NAME COMMAND…: writes what the command prints.
make() {
  name=$1
  shift
  [ -e "secrets/$name" ] || "$@" >"secrets/$name"
  # The processes in the containers are not root; nobody else gets into the folder.
  chmod 644 "secrets/$name"
}

for name in postgres_password mongodb_root_password mongodb_api_password mongodb_worker_password inaya_secret sms_gateway_token; do
  make "$name" openssl rand -hex 32
done
make mongodb_key openssl rand -base64 512
make inaya_master_keys sh -c 'echo "first:$(openssl rand -base64 32)"'

members=mongodb-1:27017,mongodb-2:27017,mongodb-3:27017
for process in api worker; do
  password=$(cat "secrets/mongodb_${process}_password")
  make "mongodb_${process}_uri" echo "mongodb://inaya_$process:$password@$members/inaya?replicaSet=rs0&authSource=inaya"
done

[ -e secrets/smtp_url ] || echo "Now write deploy/secrets/smtp_url: smtp://user:password@host:port"
