import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createDatabase } from "../../../components/database/database";
import { record, Recording } from "../../support/record";
import { testSettings } from "../../support/settings";

const network = {
    databaseSubnetIds: pulumi.output(["subnet-1", "subnet-2"]),
    databaseSecurityGroupId: pulumi.output("sg-database"),
    databaseProxySecurityGroupId: pulumi.output("sg-proxy"),
};
const tags = { stack: "dev" };

const made = (database: object, preview: boolean, more: object = {}) => {
    const settings = testSettings({ database: { kind: "postgres", ...database }, ...more });
    return record({ preview }, () =>
        createDatabase("db", { settings, network, secretKey: undefined, tags }, { protect: true }),
    );
};

const inventory = (recording: Recording<unknown>): string[] =>
    recording.resources
        .map(({ type, name, parents }) => `${type} ${name}${parents.length > 0 ? " in Database" : ""}`)
        .sort();

const component = "django-beanstalk:database:Database db";
const logsOf = (server: string) =>
    ["postgresql", "upgrade"].map((log) => `aws:cloudwatch/logGroup:LogGroup ${server}-log-${log} in Database`);
const always = [
    ...logsOf("db"),
    "aws:rds/instance:Instance db in Database",
    "aws:rds/parameterGroup:ParameterGroup db-parameters in Database",
    "aws:rds/subnetGroup:SubnetGroup db-subnets in Database",
    "aws:secretsmanager/secret:Secret db-credentials in Database",
    "aws:secretsmanager/secretVersion:SecretVersion db-credentials-value in Database",
    component,
    "random:index/randomPassword:RandomPassword db-password in Database",
];
const ofProxy = [
    "aws:iam/role:Role db-proxy-role in Database",
    "aws:iam/rolePolicy:RolePolicy db-proxy-policy in Database",
    "aws:rds/proxy:Proxy db-proxy in Database",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup db-proxy-targets in Database",
    "aws:rds/proxyTarget:ProxyTarget db-proxy-target in Database",
    "aws:secretsmanager/secret:Secret db-proxy-credentials in Database",
    "aws:secretsmanager/secretVersion:SecretVersion db-proxy-credentials-value in Database",
];

const ofUsers = [
    "aws:secretsmanager/secret:Secret db-users in Database",
    "aws:secretsmanager/secretVersion:SecretVersion db-users-value in Database",
    "random:index/randomPassword:RandomPassword db-application-password in Database",
];

const inputsOf = (recording: Recording<unknown>, name: string) =>
    recording.resources.find((each) => each.name === name && !each.type.startsWith("django"))?.inputs ??
    assert.fail(`no ${name}`);

const tls = "sslmode=verify-full&sslrootcert=/opt/django-beanstalk/rds-certificates.pem";

/** The engine wraps what is secret. */
const unwrapped = (value: unknown): string =>
    typeof value === "string" ? value : String((value as { readonly value: string }).value);

const known = (value: pulumi.Input<string> | undefined) =>
    new Promise((resolve) => pulumi.output(value).apply(resolve));

for (const preview of [false, true]) {
    describe(`the database ${preview ? "in a preview" : "in an update"}`, () => {
        it("is a server, its group of parameters, its subnets and its credentials", async () => {
            assert.deepEqual(inventory(await made({}, preview)), [...always].sort());
        });

        it("has a final snapshot's name where it is to leave one", async () => {
            assert.deepEqual(
                inventory(await made({ finalSnapshot: true }, preview)),
                [...always, "random:index/randomId:RandomId db-final-snapshot in Database"].sort(),
            );
        });

        it("has a replica where the settings ask", async () => {
            assert.deepEqual(
                inventory(await made({ replica: {} }, preview)),
                [...always, ...logsOf("db-replica"), "aws:rds/instance:Instance db-replica in Database"].sort(),
            );
        });

        it("has a proxy with a secret and a role of its own where the settings ask", async () => {
            assert.deepEqual(inventory(await made({ proxy: {} }, preview)), [...always, ...ofProxy].sort());
        });

        it("has a second password and a secret of the users where two take turns", async () => {
            assert.deepEqual(inventory(await made({ rotation: "two-users" }, preview)), [...always, ...ofUsers].sort());
        });

        it("protects the server alone: everything else comes again", async () => {
            const { resources } = await made({ replica: {}, proxy: {}, deletionProtection: true }, preview);
            assert.deepEqual(
                resources.filter((each) => each.protect).map(({ type, name }) => `${type} ${name}`),
                [component, "aws:rds/instance:Instance db"],
            );
        });

        it("is nothing where it is kept elsewhere", async () => {
            const urlSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
            for (const database of [{ kind: "external", urlSecretArn }, { kind: "none" }]) {
                assert.deepEqual(inventory(await made(database, preview)), []);
            }
        });
    });
}

describe("the database", () => {
    it("ties the server to the other resources, and has the storage that RDS made of it", async () => {
        const recording = await made({}, false);
        const server = recording.only("aws:rds/instance:Instance");
        const { dbSubnetGroupName, parameterGroupName, vpcSecurityGroupIds, publiclyAccessible } = server.inputs;
        assert.deepEqual(
            [dbSubnetGroupName, parameterGroupName, vpcSecurityGroupIds, publiclyAccessible],
            ["db-subnets", "db-parameters", ["sg-database"], false],
        );
        assert.deepEqual(server.ignoreChanges, ["allocatedStorage"]);
        assert.deepEqual(inputsOf(recording, "db-subnets")["subnetIds"], ["subnet-1", "subnet-2"]);
    });

    it("takes a replica from the server, into the same group, and tells the application its address", async () => {
        const recording = await made({ replica: {} }, false);
        const { replicateSourceDb, parameterGroupName, vpcSecurityGroupIds, password } = inputsOf(
            recording,
            "db-replica",
        );
        assert.deepEqual(
            [replicateSourceDb, parameterGroupName, vpcSecurityGroupIds, password],
            ["db", "db-parameters", ["sg-database"], undefined],
        );
        assert.equal(await known(recording.result.variables["RDS_REPLICA_HOSTNAME"]), "db-replica.rds.test");
        assert.deepEqual(Object.keys(recording.result.references), ["DATABASE_URL", "RDS_PASSWORD"]);
        assert.equal((await made({}, false)).result.variables["RDS_REPLICA_HOSTNAME"], undefined);
    });

    it("names server and replica, and makes the groups of their logs before them", async () => {
        const given = { identifier: "one", replica: { identifier: "two" }, logRetentionDays: 30 };
        for (const [database, server, replica, days] of [
            [{ replica: {} }, "db", "db-replica", 7],
            [given, "one", "two", 30],
        ] as const) {
            const recording = await made(database, false);
            const names = [inputsOf(recording, "db"), inputsOf(recording, "db-replica")].map((it) => it["identifier"]);
            assert.deepEqual(names, [server, replica]);
            const groups = recording.resources.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
            assert.deepEqual(
                groups.map(({ inputs }) => inputs),
                [server, replica].flatMap((it) =>
                    ["postgresql", "upgrade"].map((log) => ({
                        name: `/aws/rds/instance/${it}/${log}`,
                        retentionInDays: days,
                        tags,
                    })),
                ),
            );
            const order = recording.resources.map(({ name }) => name);
            for (const it of ["db", "db-replica"]) {
                assert.ok(order.indexOf(`${it}-log-upgrade`) < order.lastIndexOf(it), `${it} in ${order.join(", ")}`);
            }
        }
    });

    it("leads the application to the proxy, in its own group, over TLS", async () => {
        const recording = await made({ proxy: {} }, false);
        const { auths, requireTls, vpcSecurityGroupIds, vpcSubnetIds, engineFamily } = inputsOf(recording, "db-proxy");
        assert.deepEqual(
            [requireTls, vpcSecurityGroupIds, vpcSubnetIds, engineFamily],
            [true, ["sg-proxy"], ["subnet-1", "subnet-2"], "POSTGRESQL"],
        );
        assert.deepEqual(auths, [
            {
                authScheme: "SECRETS",
                clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
                iamAuth: "DISABLED",
                secretArn: "arn:test:db-proxy-credentials-value",
            },
        ]);
        const policy = JSON.parse(String(inputsOf(recording, "db-proxy-policy")["policy"])) as { Statement: object[] };
        assert.deepEqual(policy.Statement, [
            {
                Sid: "Secret",
                Effect: "Allow",
                Action: ["secretsmanager:GetSecretValue"],
                Resource: ["arn:test:db-proxy-credentials-value"],
            },
        ]);
        const { dbInstanceIdentifier, dbProxyName, targetGroupName } = inputsOf(recording, "db-proxy-target");
        assert.deepEqual([dbInstanceIdentifier, dbProxyName, targetGroupName], ["db", "db-proxy", "default"]);
        assert.equal(await known(recording.result.variables["RDS_HOSTNAME"]), "db-proxy.proxy.rds.test");
        assert.equal(await known(recording.result.endpoint), "db.rds.test:5432");
        const stored = JSON.stringify(inputsOf(recording, "db-credentials-value")["secretString"]);
        assert.match(stored, /@db-proxy\.proxy\.rds\.test:5432\/app\?sslmode=verify-full/);
    });

    it("gives the proxy's role the boundary of the others", async () => {
        const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
        const environment = { stage: "dev", access: { permissionsBoundary } };
        const recording = await made({ proxy: {} }, false, { environment });
        assert.equal(inputsOf(recording, "db-proxy-role")["permissionsBoundary"], permissionsBoundary);
    });

    it("makes another password for another version, and keeps the first one of older programs", async () => {
        const keepers = async (database: object) => inputsOf(await made(database, false), "db-password")["keepers"];
        assert.equal(await keepers({}), undefined);
        assert.deepEqual(await keepers({ passwordVersion: 2 }), { version: "2" });
    });

    it("tells the application of the user whose turn it is, and the hook how to make it", async () => {
        for (const [passwordVersion, user] of [
            [1, "app_a"],
            [2, "app_b"],
        ] as const) {
            const recording = await made({ rotation: "two-users", passwordVersion }, false);
            const stored = (name: string) =>
                JSON.parse(unwrapped(inputsOf(recording, name)["secretString"])) as Record<string, unknown>;
            const { url, username, password } = stored("db-credentials-value");
            assert.deepEqual(
                [username, url],
                [user, `postgresql://${user}:${String(password)}@db.rds.test:5432/app?${tls}`],
            );
            const { password: masterPassword, ...users } = stored("db-users-value");
            assert.deepEqual(users, {
                engine: "postgres",
                host: "db.rds.test",
                port: 5432,
                dbname: "app",
                username: "app",
                owner: "app_owner",
                application: { username: user, password },
            });
            assert.equal(masterPassword, unwrapped(inputsOf(recording, "db")["password"]));
            assert.notEqual(masterPassword, password);
            const keepers = passwordVersion === 1 ? undefined : { version: "2" };
            assert.deepEqual(inputsOf(recording, "db-application-password")["keepers"], keepers);
        }
    });

    it("takes a user that changes from the secret that has its password, and lets the instances read both secrets", async () => {
        const { result } = await made({ rotation: "two-users" }, false);
        assert.deepEqual(Object.keys(result.variables), [
            "RDS_HOSTNAME",
            "RDS_PORT",
            "RDS_DB_NAME",
            "DATABASE_USERS_ARN",
        ]);
        assert.equal(await known(result.variables["DATABASE_USERS_ARN"]), "arn:test:db-users-value");
        assert.equal(await known(result.references["RDS_USERNAME"]), "arn:test:db-credentials-value:username");
        const arns = await Promise.all(result.access.map(({ arn }) => known(arn)));
        assert.deepEqual(arns, ["arn:test:db-credentials-value", "arn:test:db-users-value"]);
        assert.equal(result.versionIds.length, 2);
    });

    it("shows the password in no argument that is not secret", async () => {
        const holders = ["db", "db-credentials-value", "db-proxy-credentials-value", "db-users-value"];
        for (const database of [{ replica: {}, proxy: {} }, { rotation: "two-users" }]) {
            const { resources } = await made(database, false);
            const others = resources.filter(({ name, type }) => !holders.includes(name) || type.startsWith("django"));
            assert.ok(!JSON.stringify(others).includes("canary"));
        }
    });
});
