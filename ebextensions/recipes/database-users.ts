import { hook } from "../factories/scripts";
import type { HookScript } from "../model";

/** Variable with the ARN of the secret that says which users the database shall have. */
export const usersVariable = "DATABASE_USERS_ARN";

/** Package of Amazon Linux 2023 with psql. https://docs.aws.amazon.com/linux/al2023/release-notes/all-packages.html */
export const clientPackage = "postgresql16";

export interface DatabaseUsersPlan {
    /** File of certificates by which the server is known; undefined where the connection is only encrypted. */
    readonly rootCertificates: string | undefined;
}

/**
 * Gives the user that the application connects as its password in PostgreSQL, before anything of the application connects as it. Two such users take turns, so that
 * the instances which still run as the other one go on. It runs on every instance, since the first one that is told of a new user may be any.
 *
 * Both users act as one role that can log in to nothing and owns all tables, so that it makes no difference who ran a migration. What the master user owns, of the time before
 * there were two, is handed over.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotation-strategy.html#rotating-secrets-two-users
 * https://www.postgresql.org/docs/current/sql-alterrole.html
 *
 * @param plan - undefined where the application has one user
 */
export const databaseUsers = (plan: DatabaseUsersPlan | undefined): HookScript[] =>
    plan === undefined
        ? []
        : [
              hook("prebuild", "14-database-users", {
                  reason: "gives the user that the application connects as its password in PostgreSQL",
                  onConfigurationChange: true,
                  body: [settings(plan), reading, statements, asking, working].join("\n"),
              }),
          ];

const settings = ({ rootCertificates }: DatabaseUsersPlan) => `secret=\${${usersVariable}:-}
IFS=: read -r _ _ _ region _ <<<"$secret"
export PGCONNECT_TIMEOUT=10
${rootCertificates === undefined ? "export PGSSLMODE=require" : `export PGSSLMODE=verify-full PGSSLROOTCERT=${rootCertificates}`}
`;

/**
 * PostgreSQL gets what it keeps of a password and not the password, which its log could show.
 * https://www.postgresql.org/docs/current/catalog-pg-authid.html
 */
const reading = `lines=$(cat <<'END'
import base64, hashlib, hmac, json, os, sys

secret = json.load(sys.stdin)
user, password = secret["application"]["username"], secret["application"]["password"]
salt, rounds = os.urandom(16), 4096
salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
client, server = (hmac.new(salted, word, "sha256").digest() for word in (b"Client Key", b"Server Key"))
salt, stored, server = (base64.b64encode(each).decode() for each in (salt, hashlib.sha256(client).digest(), server))
verifier = f"SCRAM-SHA-256\${rounds}:{salt}\${stored}:{server}"
fields = [*(secret[key] for key in ("host", "port", "dbname", "username", "password", "owner")), user, password, verifier]
print(*fields, sep="\\n")
END
)

read_secret() {
  local text
  text=$(timeout --kill-after=5 20 aws secretsmanager get-secret-value --region "$region" --secret-id "$secret" \\
    --query SecretString --output text) || return 1
  mapfile -t field < <(python3 -c "$lines" <<<"$text")
  [ "\${#field[@]}" -eq 9 ] || return 1
  export PGHOST=\${field[0]} PGPORT=\${field[1]} PGDATABASE=\${field[2]}
  master=\${field[3]} master_password=\${field[4]} owner=\${field[5]} user=\${field[6]} password=\${field[7]}
  export VERIFIER=\${field[8]}
}
`;

/** A role made by someone who is no superuser is theirs to give away, from PostgreSQL 16 on only theirs. https://www.postgresql.org/docs/16/role-attributes.html */
const statements = `# One instance after another: two that change a role at once would disturb each other.
make_user=$(cat <<'END'
SET lock_timeout = '15s';
SET client_min_messages = warning;
SELECT pg_advisory_xact_lock(hashtext('django-beanstalk-users'));
\\getenv verifier VERIFIER
SELECT format('CREATE ROLE %I NOLOGIN', :'owner') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \\gexec
SELECT format('GRANT %I TO CURRENT_USER', :'owner') WHERE NOT pg_has_role(current_user, :'owner', 'USAGE') \\gexec
SELECT format('CREATE ROLE %I LOGIN', :'user') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user') \\gexec
ALTER ROLE :"user" LOGIN PASSWORD :'verifier';
GRANT :"owner" TO :"user";
ALTER ROLE :"user" SET role TO :"owner";
GRANT ALL ON DATABASE :"DBNAME" TO :"owner";
REASSIGN OWNED BY CURRENT_USER TO :"owner";
END
)

# The user acts as the owner, and nothing in this database is the master user's any more.
is_ready=$(cat <<'END'
SELECT current_user = :'owner' AND NOT EXISTS (
  SELECT FROM pg_shdepend
  WHERE refclassid = 'pg_authid'::regclass AND refobjid = to_regrole(quote_ident(:'master')) AND deptype = 'o'
    AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database()))
END
)
`;

/** Passwords go by the environment: arguments are anyone's to read. */
const asking = `ask() {
  PGUSER=$1 PGPASSWORD=$2 timeout --kill-after=5 60 psql --no-psqlrc --no-password --quiet --tuples-only --no-align \\
    --set=ON_ERROR_STOP=1 --set="owner=$owner" --set="user=$user" --set="master=$master" "\${@:3}"
}

user_works() {
  [ "$(ask "$user" "$password" <<<"$is_ready")" = t ]
}

# A replica hears of users by replication. A minute at most, also where it does not answer.
replica_knows() {
  for attempt in 1 2 3 4 5 6; do
    PGHOST=$RDS_REPLICA_HOSTNAME PGCONNECT_TIMEOUT=5 user_works 2>/dev/null && return 0
    [ "$attempt" = 6 ] || sleep 5
  done
  echo "The replica does not take $user yet, or does not answer: what the application reads there fails until it does."
}

try_user() {
  read_secret || return 1
  user_works 2>/dev/null && return 0
  ask "$master" "$master_password" --single-transaction <<<"$make_user" >/dev/null && user_works
}
`;

/** The master's password may be a moment newer in PostgreSQL than in the secret, and a table may be in use. */
const working = `for tool in aws psql python3; do
  if ! command -v "$tool" >/dev/null; then
    echo "$tool is not there. psql comes with ${clientPackage}, which .ebextensions/05-packages.config installs:" >&2
    echo "look for its error in /var/log/cfn-init.log. The others belong to the platform." >&2
    exit 1
  fi
done
for attempt in 1 2 3 4 5; do
  if try_user; then
    [ -z "\${RDS_REPLICA_HOSTNAME:-}" ] || replica_knows
    echo "The application connects as $user and acts as $owner."
    exit 0
  fi
  echo "Attempt $attempt of 5 failed."
  [ "$attempt" = 5 ] || sleep 10
done
echo "The application's user could not be given its password in PostgreSQL; psql's own words are above." >&2
echo "Look whether the instance profile may read $secret, and whether the instances reach the database." >&2
echo "After 'password authentication failed' for the master user somebody changed its password by hand: set another" >&2
echo "database.passwordVersion. After 'lock timeout' deploy again when the long statements in the database have ended." >&2
echo "Instances that were not updated go on as the other user." >&2
exit 1
`;
