/** Modules of Amazon Linux 2023's httpd that a generated file may use, as far as they are no part of the program itself. */
const modules = [
    "mpm_event",
    "authz_core",
    "authz_host",
    "alias",
    "deflate",
    "dir",
    "env",
    "expires",
    "filter",
    "headers",
    "mime",
    "proxy",
    "proxy_http",
    "proxy_wstunnel",
    "reqtimeout",
    "rewrite",
    "setenvif",
    "socache_shmcb",
    "ssl",
    "unique_id",
];

/**
 * The configuration of Apache that the Python platform on Amazon Linux 2023 writes, by path in /etc/httpd; only what other
 * files can clash with is kept. The virtual host follows the example of
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html
 */
export const platformApache: Readonly<Record<string, string>> = {
    "conf/httpd.conf": `
ServerRoot "/etc/httpd"
ServerName localhost
PidFile /run/httpd/httpd.pid
Listen 80
${modules.map((name) => `LoadModule ${name}_module modules/mod_${name}.so`).join("\n")}
User apache
Group apache
<Directory />
    AllowOverride none
    Require all denied
</Directory>
TypesConfig /etc/httpd/conf/mime.types
ErrorLog /var/log/httpd/error_log
LogLevel warn
LogFormat "%h (%{X-Forwarded-For}i) %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
CustomLog /var/log/httpd/access_log combined
IncludeOptional conf.d/*.conf
IncludeOptional conf.d/elasticbeanstalk/*.conf
`,
    "conf/mime.types": "text/html html\ntext/css css\n",
    "conf.d/elasticbeanstalk/00_application.conf": `
<VirtualHost *:80>
    <Proxy *>
        Require all granted
    </Proxy>
    ProxyPass / http://localhost:8000/ retry=0
    ProxyPassReverse / http://localhost:8000/
    ProxyPreserveHost on
    ErrorLog /var/log/httpd/elasticbeanstalk-error_log
</VirtualHost>
`,
};
