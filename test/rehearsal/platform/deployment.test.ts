import * as assert from "node:assert/strict";
import { needsInstance, option, SmallInstance } from "../../support/small-instance";
import { oneFolder } from "../../support/temporary-folder";

interface Answer {
    readonly environment: Readonly<Record<string, string>>;
    readonly arguments: readonly string[];
    readonly folder: string;
    readonly uid: number;
}

const proxy = "aws:elasticbeanstalk:environment:proxy";
const python = "aws:elasticbeanstalk:container:python";

describe("a deployment", function () {
    this.timeout(180_000);
    const folder = oneFolder();
    let small: SmallInstance;
    before(async function () {
        needsInstance(this);
        small = await SmallInstance.start(folder.path);
    });
    after(() => small.end());

    const answer = async () => JSON.parse(await small.sh("curl -s http://127.0.0.1/")) as Answer;
    const status = (path: string) =>
        small.sh(`curl -s -o /dev/null -w '%{http_code}' --path-as-is 'http://127.0.0.1${path}'`);

    it("runs Gunicorn by the platform's options without a Procfile", async () => {
        const options = [option(python, "WSGIPath", "config.wsgi"), option(python, "NumProcesses", "3")];
        assert.ok((await small.deploy({ "a.txt": "" }, { options })).succeeded);
        const { arguments: words, folder: cwd } = await answer();
        assert.deepEqual(words, ["--bind", "127.0.0.1:8000", "--workers=3", "--threads=15", "config.wsgi"]);
        assert.equal(cwd, "/var/app/current");
    });

    it("runs each line of a Procfile by a shell, as webapp, and not those of the version before", async () => {
        const procfile = (second: string) =>
            `# a comment\r\nweb:  gunicorn --bind "$A b" $(echo c) 100% \\\\ 'd\r\n\r\n${second}: sleep 86400\n`.replace(
                "'d",
                "'d'",
            );
        await small.deploy({ Procfile: procfile("old_worker") });
        assert.equal(await small.sh("systemctl is-active web old_worker"), "active\nactive\n");
        const { succeeded } = await small.deploy({ Procfile: procfile("worker-2") }, { variables: { A: "x  y" } });
        assert.ok(succeeded);
        assert.match(await small.sh("systemctl is-active web worker-2 old_worker"), /^active\nactive\n(?!active)/);
        const { arguments: words, uid } = await answer();
        assert.deepEqual(words, ["--bind", "x  y b", "c", "100%", "\\", "d"]);
        assert.equal(uid, small.instance.manyUsers ? 900 : uid);
        assert.match(
            await small.sh("ps -o user= -C sleep | sort -u"),
            small.instance.manyUsers ? /^root\s+webapp\s*$/ : /./,
        );
    });

    it("hands every value to the processes as it is", async () => {
        const variables = {
            QUOTES: `a "b" 'c' \`d\``,
            DOLLAR: "$HOME ${HOME} $$ %h %%",
            BACKSLASH: "\\ \\n \\\\ end\\",
            LINES: "one\ntwo\n\n three\n",
            UNICODE: "ü € 😀 \u00a0",
            BLANK: "  ",
            EMPTY: "",
            HASH: "# ; = a=b",
            TAB: "a\tb",
            JSON: '{"a": ["b", "c\\"d"]}',
        };
        await small.deploy({ "a.txt": "" }, { variables });
        const { environment } = await answer();
        const found = Object.fromEntries(Object.keys(variables).map((name) => [name, environment[name]]));
        assert.deepEqual(found, variables);
        assert.equal(environment["PORT"], "8000");
        assert.deepEqual(
            Object.keys(environment).filter((name) => /^(npm_|NODE|PIP_|INIT_CWD|SUDO)/.test(name)),
            [],
        );
    });

    it("serves folders by options, before the application", async () => {
        const options = [
            option(`${proxy}:staticfiles`, "/static", "assets/"),
            option(`${proxy}:staticfiles`, "/media/nested/", "uploads"),
        ];
        const files = { "assets/a.css": "a", "uploads/deep/b.txt": "b", "uploads/c.txt": "c" };
        const end = await small.deploy(files, { options });
        assert.ok(end.succeeded);
        assert.equal(
            await small.sh("curl -s http://127.0.0.1/static/a.css http://127.0.0.1/media/nested/deep/b.txt"),
            "ab",
        );
        assert.deepEqual(
            [await status("/static/none"), await status("/media/nested/c.txt"), await status("/media/other")],
            ["404", "200", "200"],
        );
    });

    it("finds a broken proxy file after the flip, with its line", async () => {
        const file = ".platform/nginx/conf.d/own.conf";
        const end = await small.deploy({ [file]: "gzip_comp_level 5;\nno_such_thing on;\n" });
        const step = end.steps.at(-1);
        assert.deepEqual(
            [end.flipped, end.serving, step?.phase, step?.name, step?.verdict],
            [true, undefined, "proxy start", "nginx -t", "failed"],
        );
        assert.match(
            step?.output ?? "",
            /unknown directive "no_such_thing" in \/var\/proxy\/staging\/nginx\/conf\.d\/own\.conf:2/,
        );
        assert.ok((await small.deploy({ "a.txt": "" })).succeeded, "The file of the version before is gone.");
    });

    it("lays modes, links and folders as the bundle has them", async () => {
        const end = await small.deploy({
            "run.sh": { text: "#!/bin/sh\necho ran\n", mode: 0o755 },
            "closed.txt": { text: "x", mode: 0o600 },
            "plain.txt": "x",
            "empty/": "",
            "link.txt": { link: "plain.txt" },
            absolute: { link: "/etc/hostname" },
            "ünï côdé.txt": "x",
            "-dash.txt": "x",
            "a*b?.txt": "x",
        });
        assert.ok(end.succeeded, JSON.stringify(end.steps.at(-1)));
        const listing =
            "cd /var/app/current && find . -mindepth 1 -printf '%y %m %P %l\\n' | sed 's/ $//' | LC_ALL=C sort";
        assert.deepEqual((await small.sh(listing)).trim().split("\n"), [
            "d 755 empty",
            "f 600 closed.txt",
            "f 644 -dash.txt",
            "f 644 a*b?.txt",
            "f 644 plain.txt",
            "f 644 ünï côdé.txt",
            "f 755 run.sh",
            "l 777 absolute /etc/hostname",
            "l 777 link.txt plain.txt",
        ]);
        const owners = await small.sh("find /var/app/current -printf '%u\\n' | sort -u");
        assert.equal(owners, small.instance.manyUsers ? "webapp\n" : owners);
        assert.equal(
            await small.sh("stat -c %U /etc/hostname"),
            "root\n",
            "Owners of what links lead to are left alone.",
        );
    });

    it("starts from a fresh folder each time, and keeps what is beside it", async () => {
        await small.deploy({ "old.txt": "x" });
        await small.sh("mkdir -p /var/app/staging/left; echo kept >/var/app/venv/mark; echo kept >/var/log/mark");
        await small.deploy({ "new.txt": "x" });
        assert.equal(
            await small.sh("ls /var/app/current; cat /var/app/venv/mark /var/log/mark"),
            "new.txt\nkept\nkept\n",
        );
    });

    it("ends with a path that does not answer as healthy", async () => {
        const end = await small.deploy(
            { Procfile: "web: gunicorn --bind x\n" },
            { health: { path: "/", codes: ["204", "300-399"] } },
        );
        const step = end.steps.at(-1);
        assert.deepEqual([end.succeeded, end.serving, step?.phase], [false, end.version, "health"]);
        assert.match(step?.output ?? "", /^answered 200; healthy is 204 300-399\n/);
    });
});
