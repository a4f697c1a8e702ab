import { procfileRules } from "../../../../ebextensions/lint/rules/procfile";
import { describeRules } from "../table";

const procfile = (...lines: string[]) => ({ Procfile: lines.map((line) => `${line}\n`).join("") });
const web = "web: gunicorn --bind 127.0.0.1:8000 --access-logfile - --error-logfile - app.wsgi:application";

describeRules("rules about a Procfile", procfileRules, {
    "procfile-line": {
        wrong: [procfile("# processes <<<", web, "worker = celery <<<")],
        right: [procfile(web, "", "worker: celery -A app worker")],
    },
    "procfile-web": {
        wrong: [procfile("Web: gunicorn app.wsgi <<<", "worker: celery -A app worker")],
        right: [procfile(web)],
    },
    "procfile-port": {
        wrong: [
            procfile("web: gunicorn --bind 0.0.0.0:80 app.wsgi <<<"),
            procfile("web: gunicorn -b :5000 app.wsgi <<<"),
            procfile("web: daphne --port 8001 app.asgi:application <<<"),
            procfile("web: uwsgi --http :8080 --module app.wsgi <<<"),
        ],
        right: [
            procfile("web: gunicorn app.wsgi"),
            procfile("web: gunicorn --bind :8000 app.wsgi", "metrics: exporter --port 9100"),
            procfile("web: gunicorn --bind :$PORT app.wsgi"),
            procfile("web: gunicorn --bind=127.0.0.1:8000 --workers 12 --timeout 600 app.wsgi"),
        ],
    },
    "procfile-socket": {
        wrong: [
            procfile("web: gunicorn --bind unix:/run/app.sock app.wsgi <<<"),
            procfile("web: gunicorn -b unix:app.sock app.wsgi <<<"),
            procfile("web: uvicorn --uds /run/app.sock app.asgi:application <<<"),
            procfile("web: uwsgi --socket /run/app.sock --module app.wsgi <<<"),
        ],
        right: [
            procfile("web: gunicorn --bind unix:/run/app.sock --bind 127.0.0.1:8000 app.wsgi"),
            procfile(web, "admin: gunicorn --bind unix:/run/admin.sock app.wsgi"),
            {
                ...procfile("web: gunicorn --bind unix:/run/app.sock app.wsgi"),
                ".platform/nginx/conf.d/elasticbeanstalk/00_app.conf":
                    "location / { proxy_pass http://unix:/run/app.sock; }\n",
            },
        ],
    },
    "procfile-release": {
        wrong: [procfile("release: python manage.py migrate --noinput <<<", web)],
        right: [procfile(web, "releases: python manage.py watch_releases")],
    },
    "procfile-log-file": {
        wrong: [
            procfile(
                "web: gunicorn app.wsgi --access-logfile /var/app/current/logs/gunicorn.log --error-logfile - <<<",
            ),
        ],
        right: [
            procfile(web),
            procfile("web: gunicorn app.wsgi --access-logfile=- --error-logfile /dev/stderr --log-level info"),
        ],
    },
    "procfile-background": {
        wrong: [procfile("web: gunicorn --daemon app.wsgi <<<"), procfile(web, "worker: celery -A app worker & <<<")],
        right: [procfile("web: cd backend && gunicorn app.wsgi")],
    },
    "procfile-runserver": {
        wrong: [procfile("web: python manage.py runserver 127.0.0.1:8000 <<<")],
        right: [procfile(web)],
    },
});
