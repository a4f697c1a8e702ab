import { composeRules } from "../../../../ebextensions/lint/rules/compose";
import { describeRules } from "../table";

const platform = "docker";
const compose = (text: string) => ({ "docker-compose.yml": text });
/** A file without a fault, with more of its one service. */
const web = (more: string, ports = '["80:8000"]') =>
    compose(`services:\n  web:\n    build: .\n    env_file: .env\n    ports: ${ports}\n${more}`);

describeRules("rules about docker-compose.yml", composeRules, {
    "compose-unreadable": {
        platform,
        wrong: [
            compose("services: {} <<<\n"),
            compose("services:\n  web: [\n <<<"),
            compose("version: [] <<<\n"),
            web("    build: . <<<\n"),
        ],
        right: [compose("include: [web.yml]\n"), web("")],
    },
    "compose-env-file": {
        platform,
        wrong: [
            compose('services:\n  web: <<<\n    build: .\n    ports: ["80:8000"]\n'),
            compose(
                'services:\n  web: <<<\n    image: team/notes:1.2\n    ports: ["80:8000"]\n  cache:\n    image: redis:8\n',
            ),
            compose(
                'services:\n  web:\n    build: .\n    env_file: .env\n    ports: ["80:8000"]\n  worker: <<<\n    build: .\n    environment: {LOG_LEVEL: info}\n',
            ),
            compose('services:\n  web: <<<\n    build: .\n    env_file: [web.env]\n    ports: ["80:8000"]\n'),
        ],
        right: [
            web(""),
            compose('services:\n  web:\n    build: .\n    env_file: [{path: ./.env}]\n    ports: ["80:8000"]\n'),
            compose('services:\n  web:\n    build: .\n    environment: [SECRET_KEY]\n    ports: ["80:8000"]\n'),
            compose(
                'services:\n  web:\n    build: .\n    environment: {KEY: "${SECRET_KEY}"}\n    ports: ["80:8000"]\n',
            ),
            compose(
                'x-app: &app {env_file: .env}\nservices:\n  web:\n    <<: *app\n    build: .\n    ports: ["80:8000"]\n',
            ),
        ],
    },
    "compose-port": {
        platform,
        wrong: [
            compose("services: <<<\n  web:\n    build: .\n    env_file: .env\n"),
            compose('services: <<<\n  web:\n    build: .\n    env_file: .env\n    ports: ["8000:8000", "80"]\n'),
        ],
        right: [
            web("", '["79-81:8000-8002"]'),
            web("", '["${PORT}:8000"]'),
            web("", "[{published: 80, target: 8000}]"),
            web("", '["0.0.0.0:80:8000/tcp"]'),
            web("    network_mode: host\n", "[]"),
        ],
    },
    "compose-local-bind": {
        platform,
        wrong: [
            compose(
                'services:\n  web:\n    build: .\n    env_file: .env\n    ports:\n      - "127.0.0.1:80:8000" <<<\n',
            ),
            compose(
                "services:\n  web:\n    build: .\n    env_file: .env\n    ports:\n      - {host_ip: localhost, published: 80, target: 8000} <<<\n",
            ),
            web("    command: gunicorn --bind 127.0.0.1:8000 config.wsgi <<<\n"),
            web("    command: [gunicorn, -b, 'localhost:8000', config.wsgi] <<<\n"),
        ],
        right: [
            web("    command: gunicorn --bind 0.0.0.0:8000 config.wsgi\n"),
            web("    network_mode: host\n    command: gunicorn --bind 127.0.0.1:8000 config.wsgi\n"),
            web('  admin:\n    image: pgadmin:9\n    ports: ["127.0.0.1:5050:80"]\n'),
        ],
    },
    "compose-development": {
        platform,
        wrong: [
            web("    command: python manage.py runserver 0.0.0.0:8000 <<<\n"),
            web("    environment:\n      DEBUG: 'True' <<<\n"),
            web("    environment:\n      - DJANGO_DEBUG=1\n      - DEBUG=1 <<<\n"),
            web("    volumes:\n      - .:/app <<<\n      - data:/data\n"),
            web("    volumes:\n      - {type: bind, source: ., target: /app} <<<\n"),
        ],
        right: [web("    environment: {DEBUG: 'false'}\n    volumes: [./nginx:/etc/nginx]\n")],
    },
    "compose-migrate": {
        platform,
        wrong: [
            web('    command: sh -c "python manage.py migrate && gunicorn config.wsgi" <<<\n'),
            web("    command: [python, manage.py, migrate] <<<\n"),
        ],
        right: [web("    command: python manage.py process_documents\n")],
    },
    "image-without-pin": {
        platform,
        wrong: [
            web("  cache:\n    image: redis <<<\n"),
            web("  cache:\n    image: registry.example.com:5000/redis <<<\n"),
            web("  cache:\n    image: redis:latest <<<\n"),
        ],
        right: [
            web(`  cache:\n    image: redis:8\n  other:\n    image: redis@sha256:${"0a".repeat(32)}\n`),
            web("    image: notes\n  other:\n    image: ${IMAGE}\n"),
        ],
    },
    "compose-database": {
        platform,
        wrong: [
            web("  db:\n    image: postgres:17 <<<\n"),
            web("  db:\n    image: bitnami/mariadb:11 <<<\n"),
            web("  db:\n    image: postgis/postgis:17-3.5 <<<\n"),
        ],
        right: [web("  cache:\n    image: redis:8\n  metrics:\n    image: prom/postgres-exporter:1\n")],
    },
    "compose-version-key": {
        platform,
        wrong: [
            compose('version: "3.8" <<<\nservices:\n  web:\n    build: .\n    env_file: .env\n    ports: ["80:80"]\n'),
        ],
        right: [web("")],
    },
});
