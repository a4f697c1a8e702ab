import { optionRules } from "../../../../ebextensions/lint/rules/options";
import { valueRules } from "../../../../ebextensions/lint/rules/option-values";
import { Case, describeRules } from "../table";

const option = (namespace: string, ...lines: string[]): string =>
    `option_settings:\n  ${namespace}:\n${lines.map((line) => `    ${line}\n`).join("")}`;
const custom = "aws:elasticbeanstalk:customoption";
const variables = "aws:elasticbeanstalk:application:environment";

/** No option is right beside the stack's settings, but those that are read by the application's own files. */
const right: Case["right"] = [option(custom, "Name: value"), "option_settings: []\n"];

describeRules("rules about options", optionRules, {
    "wsgi-path-beside-procfile": {
        wrong: [
            option(
                "aws:elasticbeanstalk:container:python",
                "WSGIPath: app.wsgi:application <<<",
                "NumProcesses: 3 <<<",
                "NumThreads: 20 <<<",
            ),
            "option_settings:\n  - namespace: aws:elasticbeanstalk:container:python <<<\n    option_name: WSGIPath\n    value: app.wsgi:application\n",
        ],
        right,
    },
    "wsgi-path-form": { wrong: [option("aws:elasticbeanstalk:container:python", "WSGIPath: app/wsgi.py <<<")], right },
    "al1-static-files": {
        wrong: [option("aws:elasticbeanstalk:container:python:staticfiles", '"/static/": "www/static/" <<<')],
        right,
    },
    "classic-load-balancer": {
        wrong: [
            option("aws:elb:loadbalancer", "IdleTimeout: 60 <<<"),
            option("aws:elb:listener:443", "ListenerProtocol: HTTPS <<<", "InstancePort: 80 <<<"),
            option("aws:elasticbeanstalk:application", "Application Healthcheck URL: /health/ <<<"),
        ],
        right,
    },
    "launch-template-option": { wrong: [option("aws:ec2:instances", "LaunchTemplate: lt-1 <<<")], right },
    "option-of-other-platform": {
        platform: "docker",
        wrong: [
            option("aws:elasticbeanstalk:container:python", "WSGIPath: app.wsgi:application <<<"),
            option("aws:elasticbeanstalk:environment:proxy:staticfiles", "/static: static <<<"),
            option("aws:elasticbeanstalk:container:nodejs", "NodeCommand: npm start <<<"),
        ],
        right,
    },
    "unknown-option": {
        wrong: [
            option("aws:autoscaling:asg", "MinimumSize: 1 <<<"),
            option("aws:elasticbeanstalk:enviroment:proxy", "ProxyServer: apache <<<"),
            option("aws:elbv2:loadbalancer", "IdleTimeOut: 60 <<<"),
        ],
        right,
    },
    "owned-option": {
        wrong: [
            option("aws:autoscaling:asg", "MinSize: 1 <<<", "MaxSize: 2 <<<"),
            option(variables, "DEBUG: 0 <<<", "DJANGO_SETTINGS_MODULE: app.settings <<<"),
            "option_settings:\n  - option_name: DEBUG <<<\n    value: 0\n",
            option("aws:rds:dbinstance", "DBEngine: postgres <<<"),
        ],
        right,
    },
});

describeRules("rules about option values", valueRules, {
    "variable-in-option": {
        wrong: [
            option(
                variables,
                'PYTHONPATH: "/var/app/current:$PYTHONPATH" <<<',
                'REGION: "${AWS_REGION}" <<<',
                'HOST: "$(hostname)" <<<',
            ),
        ],
        right: [option(custom, "Price: 5$", '"Name": \'`{"Fn::Sub": "${AWS::Region}"}`\'')],
    },
    "secret-in-option": {
        wrong: [
            option(
                variables,
                "AWS_SECRET_ACCESS_KEY: abc <<<",
                "EMAIL_HOST_PASSWORD: abc <<<",
                "DATABASE_URL: postgres://u:p@h/d <<<",
            ),
        ],
        right: [option(custom, "SECRET_KEY: abc")],
    },
    "resolved-secret": {
        wrong: [option(variables, "SECRET_KEY: '{{resolve:ssm-secure:/app/key:1}}' <<<")],
        right: [option(custom, "Name: resolve")],
    },
    "no-environment-database": {
        wrong: [option(variables, 'DB_HOST: \'`{"Fn::GetAtt": ["AWSEBRDSDatabase", "Endpoint.Address"]}`\' <<<')],
        right: [option(custom, "Name: database")],
    },
    "yaml-value": {
        wrong: [option(custom, "A: on <<<", "B: No <<<", "C: 9:30 <<<", "D: 010 <<<", "E: 1_000 <<<")],
        right: [option(custom, 'A: "on"', "B: true", "C: Tue:09:00", "D: 10", "E: 1.5", "F: False", "G: 0")],
    },
    "file-mode": {
        wrong: [
            "files:\n  /etc/a:\n    mode: 000755 <<<\n    content: a\n  /etc/b:\n    mode: 0644 <<<\n    content: b\n",
        ],
        right: [
            'files:\n  /etc/a:\n    mode: "000755"\n    content: a\n  /etc/b:\n    mode: "120644"\n    content: /etc/a\n',
        ],
    },
});
