/**
 * The configuration of nginx that the Python platform on Amazon Linux 2023 writes, by path in /etc/nginx. Only what other
 * files can clash with is kept; seen on instances and quoted in public repositories, documented in part:
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html
 */
export const platformNginx: Readonly<Record<string, string>> = {
    "nginx.conf": `
user nginx;
error_log /var/log/nginx/error.log warn;
pid /var/run/nginx.pid;
worker_processes auto;
worker_rlimit_nofile 32633;

events {
    worker_connections 1024;
}

http {
    server_tokens off;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                    '$status $body_bytes_sent "$http_referer" '
                    '"$http_user_agent" "$http_x_forwarded_for"';
    include conf.d/*.conf;

    map $http_upgrade $connection_upgrade {
        default "upgrade";
    }

    server {
        listen 80 default_server;
        access_log /var/log/nginx/access.log main;
        client_header_timeout 60;
        client_body_timeout 60;
        keepalive_timeout 60;
        gzip off;
        gzip_comp_level 4;
        gzip_types text/plain text/css application/json application/javascript application/x-javascript text/xml application/xml application/xml+rss text/javascript;
        include conf.d/elasticbeanstalk/*.conf;
    }
}
`,
    "mime.types": `
types {
    text/html html;
    text/css css;
    application/javascript js;
}
`,
    "conf.d/healthd_logformat.conf": `
log_format healthd '$msec"$uri"$status"$request_time"$upstream_response_time"$http_x_forwarded_for';
`,
    "conf.d/elasticbeanstalk/00_application.conf": `
location / {
    proxy_pass http://127.0.0.1:8000;
    proxy_http_version 1.1;
    proxy_set_header Connection $connection_upgrade;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Host $host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
}
`,
    "conf.d/elasticbeanstalk/healthd.conf": `
if ($time_iso8601 ~ "^(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2})") {
    set $year $1;
    set $month $2;
    set $day $3;
    set $hour $4;
}
access_log /var/log/nginx/healthd/application.log.$year-$month-$day-$hour healthd;
`,
};

/** What the option namespace aws:elasticbeanstalk:environment:proxy:staticfiles makes of a URL path and a folder. */
export const platformStatic = (urlPath: string, folder: string): Readonly<Record<string, string>> => ({
    "conf.d/elasticbeanstalk/01_static.conf": `
location ${urlPath} {
    alias /var/app/current/${folder};
    access_log off;
}
`,
});
