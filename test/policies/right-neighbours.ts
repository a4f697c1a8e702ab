import { Described, unknown } from "../support/policy-runner";
import { rightBucket } from "./bucket-stack";
import { certificate, rightOptions } from "./sample-stack";

/** A database as prod wants it. */
export const databaseOfProd: Described = {
    type: "aws:rds/instance:Instance",
    name: "db",
    props: {
        engine: "postgres",
        engineVersion: "17",
        publiclyAccessible: false,
        storageEncrypted: true,
        backupRetentionPeriod: 14,
        multiAz: true,
        deletionProtection: true,
        enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    },
    opts: { protect: true },
};

const validation: Described = {
    type: "aws:acm/certificateValidation:CertificateValidation",
    name: "validation",
    props: { certificateArn: unknown },
    from: { certificateArn: ["certificate"] },
};

/** A load balancer beside the environment's, with a listener that uses a certificate once it is validated. */
export const loadBalancer: Described = {
    type: "aws:lb/loadBalancer:LoadBalancer",
    name: "lb",
    props: { dropInvalidHeaderFields: true },
};
export const listener: Described = {
    type: "aws:lb/listener:Listener",
    name: "listener",
    props: {
        port: 443,
        protocol: "HTTPS",
        sslPolicy: rightOptions["aws:elbv2:listener:443/SSLPolicy"],
        certificateArn: unknown,
    },
    from: { certificateArn: ["validation"] },
};

const parameter: Described = {
    type: "aws:ssm/parameter:Parameter",
    name: "parameter",
    props: { name: "/notes/token", type: "SecureString", value: "hunter2" },
};
const secretPolicy: Described = {
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    name: "secret-policy",
    props: { policy: '{"Statement": []}' },
};
const secret: Described = { type: "aws:secretsmanager/secret:Secret", name: "secret", props: {} };
const rotation: Described = {
    type: "aws:secretsmanager/secretRotation:SecretRotation",
    name: "rotation",
    props: { rotationRules: { automaticallyAfterDays: 30 } },
    from: { secretId: ["secret"] },
};

/** What stands beside a right environment, each as no rule finds fault with it. */
export const neighbours: readonly Described[] = [
    databaseOfProd,
    { ...certificate, props: { ...certificate.props, arn: unknown } },
    validation,
    loadBalancer,
    listener,
    ...rightBucket().map((it) => ({ ...it, opts: { protect: true } })),
    parameter,
    secretPolicy,
    secret,
    rotation,
];
