import * as assert from "node:assert/strict";
import { diagnose, knownAs } from "../../../rehearsal/diagnosis/diagnose";
import type { Phase } from "../../../rehearsal/model";
import { contextOf, stepOf } from "./failure-case";

/** The error texts that the source documents quote, and those that the failures which they describe write, as docs/failures.md numbers them. */
const table: readonly (readonly [string, Phase, string, string])[] = [
    [
        "Minimal Package Deployment Guide, the error",
        "extract",
        "Source bundle is empty or exceeds maximum allowed size: 524288000",
        "bundle-too-large",
    ],
    [
        "Elastic Beanstalk Deployment Error Resolution, the error",
        "predeploy",
        "ERROR   [Instance: i-010b4b5741e3be406] Command failed on instance. Return code: 1 Output: Engine execution has encountered an error.",
        "engine-error",
    ],
    [
        "Elastic Beanstalk Deployment Error Resolution, primary issue: urllib3",
        "requirements",
        "ERROR: Cannot install boto3 and urllib3==2.2.1 because these package versions have conflicting dependencies.\n\nThe conflict is caused by:\n    The user requested urllib3==2.2.1\n    botocore 1.29.165 depends on urllib3<1.27 and >=1.25.4\n",
        "conflicting-requirements",
    ],
    [
        "Docker-based Deployment via AWS CLI, v119 and v122: DisallowedHost",
        "health",
        "Invalid HTTP_HOST header: '10.0.1.23'. You may need to add '10.0.1.23' to ALLOWED_HOSTS.",
        "host-not-allowed",
    ],
    [
        "Docker-based Deployment via AWS CLI, v128: a local socket instead of RDS",
        "container commands",
        'django.db.utils.OperationalError: connection is bad: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory',
        "database-socket",
    ],
    [
        "Docker-based Deployment via AWS CLI, troubleshooting: static files do not load",
        "health",
        "ValueError: Missing staticfiles manifest entry for 'css/site.css'",
        "static-manifest-entry",
    ],
    [
        "Plan: Fix Elastic Beanstalk Deployment, item 1: the form of DATABASE_URL",
        "container commands",
        "dj_database_url.UnknownSchemeError: Scheme 'postgresql+psycopg://' is unknown. Did you forget to register custom backend?",
        "database-url-scheme",
    ],
    [
        "Plan: Fix Elastic Beanstalk Deployment, item 2: tables do not exist",
        "health",
        'django.db.utils.ProgrammingError: relation "users" does not exist',
        "table-missing",
    ],
    [
        "Plan: Fix Elastic Beanstalk Deployment, item 5: the script of secrets",
        "prebuild",
        "ERROR: Failed to fetch DB credentials: Could not connect",
        "secret-fetch-failed",
    ],
    [
        "Plan: Fix Elastic Beanstalk Deployment, step 2.1: a variable is not set",
        "prebuild",
        "ERROR: Required environment variable DB_SECRET_ARN is not set",
        "variables-missing",
    ],
    [
        "Plan: Fix Elastic Beanstalk Deployment, step 2.1: no access to a secret",
        "prebuild",
        "ERROR: Cannot access DB_SECRET_ARN. Check IAM permissions.",
        "access-denied",
    ],
    [
        "Plan: Fix Elastic Beanstalk Deployment, step 2.2: the check of Django",
        "container commands",
        "Verifying application health...\nERROR: Django check failed",
        "own-check-failed",
    ],
];

describe("error texts of the source documents", () => {
    for (const [document, phase, log, rule] of table) {
        it(document, () => {
            const step = stepOf({ step: { phase }, log });
            assert.equal(knownAs(step, contextOf())[0]?.rule.name, rule);
            const { cause = "", advice = "" } = diagnose(step, contextOf());
            assert.ok(cause !== "" && advice !== "");
        });
    }
});
