import { dockerfileRules } from "../../../../ebextensions/lint/rules/dockerfile";
import { describeRules } from "../table";

const platform = "docker";
const image = "FROM python:3.13-slim-trixie\n";
const dockerfile = (text: string) => ({ Dockerfile: text });
const compose = 'services:\n  web:\n    build: .\n    env_file: .env\n    ports: ["80:8000"]\n';
const start = 'CMD ["gunicorn", "--bind", "0.0.0.0:8000", "config.wsgi"]\n';

describeRules("rules about the Dockerfile", dockerfileRules, {
    "dockerfile-expose": {
        platform,
        wrong: [dockerfile(`FROM python:3.13 <<<\n# EXPOSE 8000\n${start}`)],
        right: [
            dockerfile(`${image}expose 8000\n${start}`),
            { Dockerfile: `${image}${start}`, "docker-compose.yml": compose },
            { Dockerfile: `${image}${start}`, "Dockerrun.aws.json": '{"AWSEBDockerrunVersion": "1"}' },
        ],
    },
    "dockerfile-local-bind": {
        platform,
        wrong: [
            dockerfile(`${image}EXPOSE 8000\nCMD gunicorn --bind 127.0.0.1:8000 config.wsgi <<<\n`),
            dockerfile(`${image}EXPOSE 8000\nENTRYPOINT ["uvicorn", "--host=localhost:8000"] <<<\n`),
        ],
        right: [
            dockerfile(`${image}EXPOSE 8000\n${start}`),
            dockerfile(`${image}EXPOSE 8000\nCMD gunicorn --bind 127.0.0.1:8000 x\n${start}`),
            dockerfile(`${image}EXPOSE 8000\nENV CACHE_URL=redis://127.0.0.1:6379\n${start}`),
        ],
    },
    "dockerfile-development": {
        platform,
        wrong: [
            dockerfile(`${image}EXPOSE 8000\nCMD ["python", "manage.py", "runserver", "0.0.0.0:8000"] <<<\n`),
            dockerfile(`${image}ENV PYTHONUNBUFFERED=1 DEBUG=True <<<\nEXPOSE 8000\n${start}`),
            dockerfile(`${image}ENV DEBUG 1 <<<\nEXPOSE 8000\n${start}`),
        ],
        right: [dockerfile(`${image}ENV DEBUG=0\nEXPOSE 8000\n${start}`)],
    },
    "dockerfile-migrate": {
        platform,
        wrong: [
            dockerfile(`${image}EXPOSE 8000\nCMD python manage.py migrate && gunicorn config.wsgi <<<\n`),
            dockerfile(
                `${image}EXPOSE 8000\nCMD ["sh", "-c", "python manage.py migrate --noinput && exec gunicorn x"] <<<\n`,
            ),
        ],
        right: [dockerfile(`${image}EXPOSE 8000\n${start}`)],
    },
    "base-image-without-pin": {
        platform,
        wrong: [
            dockerfile(`FROM python <<<\nEXPOSE 8000\n${start}`),
            dockerfile(`FROM --platform=linux/amd64 python:latest AS build <<<\nFROM build\nEXPOSE 8000\n${start}`),
        ],
        right: [
            dockerfile(`FROM python:3.13 AS build\nFROM scratch\nFROM Build\nEXPOSE 8000\n${start}`),
            dockerfile(`ARG BASE=python:3.13\nFROM \${BASE}\nEXPOSE 8000\n${start}`),
            dockerfile(`FROM python@sha256:${"0a".repeat(32)}\nEXPOSE 8000\n${start}`),
        ],
    },
    "env-file-in-image": {
        platform,
        wrong: [
            { Dockerfile: `${image}COPY . . <<<\n${start}`, "docker-compose.yml": compose },
            {
                Dockerfile: `${image}COPY --chown=app [".", "/app"] <<<\n${start}`,
                "docker-compose.yml": compose,
                ".dockerignore": "*.pyc\n.env.local\n",
            },
        ],
        right: [
            { Dockerfile: `${image}COPY . .\n${start}`, "docker-compose.yml": compose, ".dockerignore": "# x\n.env\n" },
            { Dockerfile: `${image}COPY --from=build . .\nCOPY src ./\n${start}`, "docker-compose.yml": compose },
            dockerfile(`${image}COPY . .\nEXPOSE 8000\n${start}`),
        ],
    },
});
