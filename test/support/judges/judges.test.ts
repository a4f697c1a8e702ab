import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import {
    apacheTest,
    bashSyntax,
    cfnLint,
    cloudInitSchema,
    composeConfig,
    gixy,
    hadolint,
    needsJudges,
    nginxTest,
    platformStatic,
    proxyFiles,
    pyYaml,
    request,
    Seen,
    shellcheck,
    startApache,
    startNginx,
    systemdVerify,
} from ".";
import { repository } from "../../../cli/repository";
import { composeJudge, pythonJudge } from "../../../cli/test/judges";
import { skipOrFail } from "./needs-judges";

describe("shellcheck", () => {
    before(function () {
        needsJudges(this, "shellcheck", "bash");
    });

    it("accepts a sound script", () => {
        shellcheck('#!/bin/bash\nset -euo pipefail\necho "$HOME"\n');
        bashSyntax('#!/bin/bash\nset -euo pipefail\necho "$HOME"\n');
    });

    it("refuses a note of style as well as a script that does not parse", () => {
        assert.throws(() => {
            shellcheck("#!/bin/bash\necho $HOME\n");
        }, /^AssertionError.*: shellcheck:\n.*SC2086/s);
        assert.throws(() => {
            bashSyntax("if true; then\n");
        }, /bash: line 2: syntax error: unexpected end of file/);
    });
});

describe("PyYAML", () => {
    before(function () {
        needsJudges(this, "PyYAML");
    });

    it("reads YAML 1.1, and shows what is no string", () => {
        assert.deepEqual(pyYaml(["on: [yes, 'on']", "- 0755\n- 2020-01-01\n- 12:30:00\n- .inf\n- ~", "8080: x", ""]), [
            { "!bool True": [true, "on"] },
            [493, "!date 2020-01-01", 45000, "!float inf", null],
            { "!int 8080": "x" },
            null,
        ]);
    });

    it("names each document that it refuses", () => {
        assert.throws(
            () => pyYaml(["a: 1", "a: [", "\tb: 1"]),
            /PyYAML:\ndocument 1: while parsing a flow node.*document 2: while scanning/s,
        );
    });
});

describe("nginx", () => {
    before(function () {
        needsJudges(this, "nginx");
    });

    it("accepts the platform's configuration, with and without additions", () => {
        nginxTest({});
        nginxTest({
            ...platformStatic("/static/", "static/"),
            "conf.d/10-test.conf": "client_max_body_size 20m;\n",
            "conf.d/elasticbeanstalk/10-test.conf": "add_header X-Test yes always;\n",
        });
    });

    it("refuses what the platform's server block has already, and what warns", () => {
        assert.throws(() => {
            nginxTest({ "conf.d/elasticbeanstalk/10-test.conf": "keepalive_timeout 75;\n" });
        }, /nginx:\n.*\[emerg\].*"keepalive_timeout" directive is duplicate in conf\.d\/elasticbeanstalk\/10-test\.conf:1/s);
        assert.throws(() => {
            nginxTest({ "conf.d/10-test.conf": "server { listen 80 default_server; }\n" });
        }, /a duplicate default server/);
        assert.throws(() => {
            nginxTest({
                "conf.d/10-test.conf": "server { listen 80; server_name a; }\nserver { listen 80; server_name a; }\n",
            });
        }, /\[warn\].*conflicting server name "a"/);
    });

    it("takes the files of a .platform folder", () => {
        const files = [
            { path: ".platform/nginx/conf.d/a.conf", content: "a" },
            { path: ".platform/httpd/conf.d/b.conf", content: "b" },
            { path: "Procfile", content: "c" },
        ];
        assert.deepEqual(proxyFiles("nginx", files), { "conf.d/a.conf": "a" });
        assert.deepEqual(proxyFiles("httpd", files), { "conf.d/b.conf": "b" });
    });

    it("runs with the configuration, in front of an application", async () => {
        const nginx = await startNginx({
            "conf.d/10-test.conf": "client_max_body_size 1k;\n",
            "conf.d/elasticbeanstalk/10-test.conf": 'add_header X-Test "yes" always;\n',
        });
        try {
            const answer = await request(nginx.port(80), "/notes/?page=2", { headers: { host: "notes.example.com" } });
            assert.equal(answer.status, 200);
            assert.equal(answer.headers["x-test"], "yes");
            const { method, url, headers } = JSON.parse(answer.body) as Seen;
            assert.deepEqual([method, url, headers["host"]], ["GET", "/notes/?page=2", "notes.example.com"]);
            assert.equal(headers["x-forwarded-for"], "127.0.0.1");
            const large = await request(nginx.port(80), "/", { method: "POST", body: "x".repeat(1025) });
            assert.equal(large.status, 413);
            const upgrade = { connection: "Upgrade", upgrade: "websocket" };
            const offer = await request(nginx.port(80), "/socket/", { headers: upgrade });
            assert.deepEqual([offer.status, offer.headers["x-seen-connection"]], [101, "upgrade"]);
            assert.match(
                fs.readFileSync(path.join(nginx.folder, "log", "access.log"), "utf8"),
                /GET \/notes\/\?page=2/,
            );
        } finally {
            await nginx.stop();
        }
        assert.ok(!fs.existsSync(nginx.folder));
    });

    it("takes a whole configuration, such as of a container beside the application", () => {
        const own = `user nginx;
events {}
http {
    include /etc/nginx/mime.types;
    server {
        listen 80;
        listen [::]:80;
        location / { proxy_pass http://web:8000; }
    }
}
`;
        nginxTest({ "nginx.conf": own }, { replace: { "web:8000": "127.0.0.1:8000" } });
        assert.throws(() => {
            nginxTest({ "nginx.conf": own });
        }, /host not found in upstream "web"/);
    });

    it("says why it does not start", async () => {
        await assert.rejects(startNginx({ "conf.d/10-test.conf": "no_such_directive;\n" }), /unknown directive/);
    });
});

describe("Apache", () => {
    before(function () {
        needsJudges(this, "apache");
    });

    it("accepts an addition and refuses an unknown directive", () => {
        apacheTest({ "conf.d/10-test.conf": "LimitRequestBody 1024\n" });
        assert.throws(() => {
            apacheTest({ "conf.d/10-test.conf": "LimitRequestBdy 1024\n" });
        }, /apache:\n.*Syntax error on line 1 of conf\.d\/10-test\.conf:\nInvalid command 'LimitRequestBdy'/s);
    });

    it("runs with the configuration, in front of an application", async () => {
        const apache = await startApache({ "conf.d/10-test.conf": 'Header always set X-Test "yes"\n' });
        try {
            const answer = await request(apache.port(80), "/notes/", { headers: { host: "notes.example.com" } });
            assert.deepEqual([answer.status, answer.headers["x-test"]], [200, "yes"]);
            assert.equal((JSON.parse(answer.body) as Seen).headers["host"], "notes.example.com");
        } finally {
            await apache.stop();
        }
    });
});

describe("gixy", () => {
    before(function () {
        needsJudges(this, "gixy");
    });

    it("accepts what adds no finding to the platform's own", () => {
        gixy({ "conf.d/elasticbeanstalk/10-test.conf": "add_header X-Frame-Options DENY always;\n" });
    });

    it("refuses a redirect that lets a header in", () => {
        const files = {
            "conf.d/elasticbeanstalk/10-test.conf": "location /old/ { return 301 https://example.com$uri; }\n",
        };
        assert.throws(() => {
            gixy(files);
        }, /gixy:\nconf\.d\/elasticbeanstalk\/10-test\.conf:1: http_splitting \(HIGH\)/);
        gixy(files, ["http_splitting"]);
    });
});

describe("systemd", () => {
    before(function () {
        needsJudges(this, "systemd");
    });
    const service = (line: string) =>
        `[Unit]\nDescription=Test\n[Service]\nType=oneshot\nExecStart=/var/app/venv/staging-LQM1lest/bin/python x.py\n${line}\n`;

    it("accepts a service and its timer", () => {
        systemdVerify({
            "test.service": service("User=webapp"),
            "test.timer":
                "[Unit]\nDescription=Test\n[Timer]\nOnCalendar=*-*-* 03:00:00\n[Install]\nWantedBy=timers.target\n",
        });
    });

    it("refuses a wrong key and a wrong calendar", () => {
        assert.throws(() => {
            systemdVerify({ "test.service": service("Usr=webapp") });
        }, /systemd:\ntest\.service:6: Unknown key.*Usr/);
        assert.throws(() => {
            systemdVerify({
                "test.service": service(""),
                "test.timer": "[Unit]\nDescription=Test\n[Timer]\nOnCalendar=every day\n",
            });
        }, /test\.timer:4: Failed to parse calendar specification/);
    });
});

describe("the parser of compose files", () => {
    before(function () {
        needsJudges(this, "compose");
    });

    it("reads a project with its variables", () => {
        const { services } = composeConfig(
            'services:\n  web:\n    image: "notes:$TAG"\n    env_file: .env\n    ports: ["80:8000"]\n',
            { ".env": "TAG=1\n" },
        );
        assert.equal(services["web"]?.["image"], "notes:1");
        assert.deepEqual(services["web"]["environment"], { TAG: "1" });
        assert.deepEqual(services["web"]["ports"], [
            { mode: "ingress", target: 8000, published: "80", protocol: "tcp" },
        ]);
    });

    it("refuses an unknown key, a missing file and a variable without a value", () => {
        assert.throws(() => composeConfig("services:\n  web:\n    imag: x\n"), /services\.web\.imag/);
        assert.throws(
            () => composeConfig("services:\n  web:\n    image: x\n    env_file: web.env\n"),
            /web\.env not found/,
        );
        assert.throws(() => composeConfig('services:\n  web:\n    image: "x:$TAG"\n'), /TAG.*variable is not set/);
    });
});

describe("hadolint", () => {
    before(function () {
        needsJudges(this, "hadolint");
    });

    it("accepts a sound Dockerfile and refuses an unpinned image", () => {
        hadolint("FROM python:3.13-slim\nWORKDIR /app\n");
        assert.throws(() => {
            hadolint("FROM python\n");
        }, /hadolint:\n.*DL3006/);
        hadolint("FROM python\n", ["DL3006"]);
    });
});

describe("cloud-init", () => {
    before(function () {
        needsJudges(this, "cloud-init");
    });

    it("accepts a cloud-config, and refuses a key of the wrong type and a text that is none", () => {
        cloudInitSchema("#cloud-config\npackages: [git]\n");
        assert.throws(() => {
            cloudInitSchema("#cloud-config\npackages: git\n");
        }, /cloud-init:\n.*packages: 'git' is not of type 'array'/s);
        assert.throws(() => {
            cloudInitSchema("packages: [git]\n");
        }, /needs to begin with "#cloud-config"/);
    });
});

describe("cfn-lint", () => {
    before(function () {
        needsJudges(this, "cfn-lint");
    });

    it("accepts an override of a resource of Elastic Beanstalk, and references to others", () => {
        cfnLint({
            Resources: {
                AWSEBEC2LaunchTemplate: {
                    Properties: { LaunchTemplateData: { MetadataOptions: { HttpPutResponseHopLimit: 2 } } },
                },
            },
            Outputs: { Group: { Value: { Ref: "AWSEBAutoScalingGroup" } } },
        });
    });

    it("refuses an unknown property and a reference to nothing", () => {
        assert.throws(() => {
            cfnLint({
                Resources: {
                    AWSEBV2LoadBalancerListener: { Properties: { Prot: 80 } },
                    Own: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: { Ref: "Nothing" } } },
                },
            });
        }, /cfn-lint:\n.*E3002.*'Prot'.*E1020.*'Nothing'/s);
    });
});

describe("a missing judge", () => {
    it("skips on a laptop and fails in CI", () => {
        const context = { skip: () => assert.fail("skipped") } as unknown as Mocha.Context;
        assert.throws(() => {
            skipOrFail(context, "nothing, this line is only tried", false);
        }, /skipped/);
        assert.throws(() => {
            skipOrFail(context, "no nginx here", true);
        }, /no nginx here/);
    });

    it("is one that the set-up did not install", () => {
        const elsewhere = process.env["XDG_CACHE_HOME"];
        process.env["XDG_CACHE_HOME"] = "/nowhere";
        try {
            assert.equal(composeJudge(repository), undefined);
            assert.equal(pythonJudge(repository, "gixy"), undefined);
        } finally {
            process.env["XDG_CACHE_HOME"] = elsewhere;
            if (elsewhere === undefined) {
                delete process.env["XDG_CACHE_HOME"];
            }
        }
    });
});
