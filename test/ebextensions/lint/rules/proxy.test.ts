import { proxyRules } from "../../../../ebextensions/lint/rules/proxy";
import { describeRules } from "../table";

describeRules("rules about the proxy", proxyRules, {
    "proxy-file-overwritten": {
        wrong: [
            'files:\n  "/etc/nginx/conf.d/size.conf": <<<\n    mode: "000644"\n    content: client_max_body_size 20m;\n',
            "container_commands:\n  01_size:\n    command: cp nginx.conf /etc/nginx/conf.d/size.conf <<<\n",
            'commands:\n  01_size:\n    command: echo "client_max_body_size 20m;" | tee /etc/nginx/conf.d/size.conf <<<\n',
        ],
        right: [
            { ".platform/nginx/conf.d/size.conf": "client_max_body_size 20m;\n" },
            "container_commands:\n  01_test:\n    command: ls /etc/nginx/conf.d\n",
        ],
    },
    "proxy-in-ebextensions": {
        wrong: [{ ".ebextensions/nginx/conf.d/size.conf": "client_max_body_size 20m; <<<\n" }],
        right: [{ ".platform/httpd/conf.d/size.conf": "LimitRequestBody 20971520\n" }],
    },
    "nginx-main-file": {
        wrong: [{ ".platform/nginx/nginx.conf": "http { <<<\n}\n" }],
        right: [
            {
                ".platform/nginx/nginx.conf":
                    "http {\n  server {\n    include conf.d/elasticbeanstalk/*.conf;\n  }\n}\n",
            },
        ],
    },
    "proxy-file-name": {
        wrong: [{ ".platform/nginx/conf.d/size.config": "client_max_body_size 20m; <<<\n" }],
        right: [
            {
                ".platform/nginx/conf.d/elasticbeanstalk/deny.conf": "deny all;\n",
                ".platform/nginx/conf.d/README.md": "",
            },
        ],
    },
    "proxy-beside-compose": {
        platform: "docker",
        wrong: [{ "docker-compose.yml": "", ".platform/nginx/conf.d/size.conf": "client_max_body_size 20m; <<<\n" }],
        right: [{ Dockerfile: "", ".platform/nginx/conf.d/size.conf": "client_max_body_size 20m;\n" }],
    },
});
