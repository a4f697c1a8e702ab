import * as assert from "node:assert/strict";
import { filledInProperties } from "../../../components/beanstalk-environment/filled-in";
import { recordProgram } from "../../support/program";
import { minimalRaw, testSettings } from "../../support/settings";

interface Option {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
}

/** Plain properties as the environment has them. */
async function made(stack: string): Promise<Map<string, string>> {
    const { inputs } = (await recordProgram(stack, false)).only("aws:elasticbeanstalk/environment:Environment");
    const options = inputs["settings"] as Option[];
    return new Map(
        options
            .filter(({ namespace }) => namespace === "aws:elasticbeanstalk:application:environment")
            .map(({ name, value }) => [name, value]),
    );
}

describe("properties that the graph fills in", () => {
    const known = [
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "DJANGO_SETTINGS_MODULE",
        "PROJECT_NAME",
        "SECRETS_VERSION",
    ];

    for (const [stack, settings] of Object.entries({
        dev: { database: { kind: "postgres" } },
        shared: {
            database: {
                kind: "external",
                urlSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf",
            },
        },
        prod: {
            domain: { name: "notes.example.com", zone: "example.com" },
            database: { kind: "postgres", replica: {}, rotation: "two-users" },
            media: { kind: "bucket", cdn: { publicPrefixes: ["public/"], name: "media-notes.example.com" } },
        },
    })) {
        it(`are those that the program makes for ${stack}, and room is kept for their longest values`, async () => {
            const values = await made(stack);
            const kept = filledInProperties(testSettings(settings));
            assert.deepEqual(
                [...values.keys()].filter((name) => !known.includes(name)).sort(),
                Object.keys(kept).sort(),
            );
            for (const [name, longest] of Object.entries(kept)) {
                assert.ok((values.get(name) ?? "").length <= longest.length, name);
            }
        });
    }

    it("name the users' secret as the program does, whatever the environment is called", () => {
        const settings = testSettings({
            environment: { ...minimalRaw.environment, name: "shop" },
            database: { kind: "postgres", rotation: "two-users" },
        });
        assert.ok(
            filledInProperties(settings)["DATABASE_USERS_ARN"]?.includes(
                `:${settings.applicationName}-database-users-`,
            ),
        );
        assert.notEqual(settings.applicationName, settings.environmentName);
    });

    it("have a longer address behind a proxy, and CloudFront's own name without another", () => {
        const lengths = (database: object, cdn: object) =>
            Object.fromEntries(
                Object.entries(
                    filledInProperties(
                        testSettings({
                            database: { kind: "postgres", ...database },
                            media: { kind: "bucket", ...cdn },
                        }),
                    ),
                ).map(([name, value]) => [name, value.length]),
            );
        const plain = {
            AWS_S3_REGION_NAME: 14,
            AWS_STORAGE_BUCKET_NAME: 63,
            RDS_DB_NAME: 3,
            RDS_HOSTNAME: 107,
            RDS_PORT: 5,
            RDS_USERNAME: 3,
        };
        assert.deepEqual(lengths({}, {}), plain);
        assert.deepEqual(lengths({ proxy: {} }, { cdn: { publicPrefixes: ["public/"] } }), {
            ...plain,
            AWS_S3_CUSTOM_DOMAIN: 29,
            RDS_HOSTNAME: 113,
        });
    });
});
