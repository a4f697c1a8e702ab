import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { Asker, healthProbe } from "../../../ebextensions/recipes/health-probe";
import { hookScript } from "../../../ebextensions/shell";
import { ScriptMachine } from "../../support/instance-script";
import { temporaryFolder } from "../../support/temporary-folder";

const loadBalancer: Asker = { kind: "loadBalancer" };

describe("the probe after a deployment", () => {
    const folder = temporaryFolder();

    const log = "/var/log/web.stdout.log";

    /** Asks once for each given answer; `sleep` passes no time. */
    function probe(
        answers: readonly string[],
        { codes = ["200"], seconds = 0, as = loadBalancer }: { codes?: string[]; seconds?: number; as?: Asker } = {},
    ) {
        const { name, body } = healthProbe({ path: "/health/", codes, seconds, as, log });
        fs.writeFileSync(path.join(folder.path, "answers"), `${answers.join("\n")}\n`);
        fs.rmSync(path.join(folder.path, "calls"), { force: true });
        const next = `head -n 1 '${folder.path}/answers'; sed -i 1d '${folder.path}/answers'`;
        const machine = new ScriptMachine(folder.path, {
            curl: `answer=$(${next}); printf '%s' "$answer"; [ "$answer" != 000 ]`,
            hostname: "echo '10.0.3.7 fd00::7 '",
            sleep: "",
        });
        const { status, output, calls } = machine.run(hookScript(name, body));
        return { status, output, lines: output.trimEnd().split("\n").slice(1), calls };
    }

    const asked = (as: Asker) => probe(["200"], { as }).calls.filter((call) => call.startsWith("curl"));

    it("runs after deployments and after changes of the configuration", () => {
        const { phase, onConfigurationChange } = healthProbe({
            path: "/",
            codes: ["200"],
            seconds: 1,
            as: loadBalancer,
            log,
        });
        assert.deepEqual([phase, onConfigurationChange], ["postdeploy", true]);
    });

    it("asks as the load balancer does, as a client of the site, or as the daemon of a worker", () => {
        const curl = "curl --silent --noproxy * --output /dev/null --max-time 10 --write-out %{http_code}";
        assert.deepEqual(
            [
                asked(loadBalancer),
                asked({ kind: "client", host: "www.example.com", https: true }),
                asked({ kind: "client", host: "www.example.com", https: false }),
                asked({ kind: "queueDaemon" }),
            ].flat(),
            [
                `${curl} --user-agent ELB-HealthChecker/2.0 --header Host: 10.0.3.7 http://127.0.0.1/health/`,
                `${curl} --user-agent django-beanstalk --header Host: www.example.com --header X-Forwarded-Proto: https http://127.0.0.1/health/`,
                `${curl} --user-agent django-beanstalk --header Host: www.example.com http://127.0.0.1/health/`,
                `${curl} --user-agent aws-sqsd/3.0 --header Host: localhost http://127.0.0.1/health/`,
            ],
        );
    });

    it("goes on as soon as the application answers", () => {
        const { status, lines, calls } = probe(["000", "502", "200"], { seconds: 600 });
        assert.equal(status, 0);
        assert.equal(lines[0], "Asking http://127.0.0.1/health/ for up to 600 seconds; healthy is 200.");
        assert.match(lines.slice(1).join("\n"), /^The application answered 200 after \d+ seconds\.$/);
        assert.deepEqual(
            calls.map((call) => call.split(" ")[0]),
            ["hostname", "curl", "sleep", "curl", "sleep", "curl"],
        );
    });

    it("takes the codes that the load balancer takes, and no other", () => {
        const codes = ["200-202", "301"];
        const accepted = ["199", "200", "201", "202", "203", "300", "301", "302", "000"].filter(
            (code) => probe([code], { codes }).status === 0,
        );
        assert.deepEqual(accepted, ["200", "201", "202", "301"]);
    });

    it("fails with the last answer and the last lines of the logs", () => {
        const machine = new ScriptMachine(folder.path);
        fs.writeFileSync(
            path.join(machine.root, "var/log/web.stdout.log"),
            Array.from({ length: 70 }, (_each, i) => `line ${i + 1}\n`).join(""),
        );
        const { status, lines } = probe(["502"]);
        assert.equal(status, 1);
        assert.deepEqual(lines, [
            "Asking http://127.0.0.1/health/ for up to 0 seconds; healthy is 200.",
            "The application did not become healthy on http://127.0.0.1/health/ within 0 seconds. Its last answer: 502: the proxy does not reach the application, which did not start or hangs.",
            "The last lines of /var/log/web.stdout.log:",
            ...Array.from({ length: 60 }, (_each, i) => `line ${i + 11}`),
            "The last lines of /var/log/nginx/error.log:",
            "(there is no such log: the proxy is another one, or did not start)",
            "If it only needs longer to start, raise app.deploy.probeSeconds in the stack file.",
        ]);
        fs.rmSync(path.join(machine.root, "var/log/web.stdout.log"));
    });

    const reasons: Readonly<Record<string, string>> = {
        "000": "nothing answered: the proxy does not run, or the application took more than 10 seconds.",
        "301": "301: it redirects; exempt the health path from SECURE_SSL_REDIRECT and from the login.",
        "400": "400: Django refuses the Host of the request; look at ALLOWED_HOSTS.",
        "403": "403: the health path has to answer without a login.",
        "404": "404: there is no such path; set app.healthPath in the stack file.",
        "500": "500: an error of the application; see its log below.",
    };
    for (const [code, reason] of Object.entries(reasons)) {
        it(`explains ${code}`, () => {
            const { status, output } = probe([code]);
            assert.equal(status, 1);
            assert.ok(output.includes(`Its last answer: ${reason}`), output);
            assert.ok(output.includes("(there is no such log: the application did not start)"), output);
            assert.equal(output.includes("/var/log/nginx/error.log"), code === "000");
        });
    }

    it("asks the path of the host, whatever they hold", () => {
        const word = fc.string({ unit: fc.constantFrom(..."aZ0.:/-$%\"'\\`;&|<>(){}*?!~# "), minLength: 1 });
        const machine = new ScriptMachine(folder.path, { curl: "printf 200" });
        fc.assert(
            fc.property(word, word, (host, end) => {
                const as: Asker = { kind: "client", host, https: false };
                const { body } = healthProbe({
                    path: `/${end}`,
                    codes: ["200"],
                    log,
                    seconds: 0,
                    as,
                });
                const { status, output, calls } = machine.run(hookScript("90-health", body));
                assert.equal(status, 0, output);
                assert.ok(calls.at(-1)?.endsWith(` --header Host: ${host} http://127.0.0.1/${end}`), calls.at(-1));
            }),
            { numRuns: 20 },
        );
    });
});
