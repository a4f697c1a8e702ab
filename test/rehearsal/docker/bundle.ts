import * as fs from "node:fs";
import * as path from "node:path";
import { planGeneratedFiles } from "../../../components/generated-files";
import { settingsOfFile } from "../../../cli/raw-settings";
import { repository } from "../../support/program";

export const example = path.join(repository, "examples", "documents");

/** Texts of the bundle of the stack `documents`, by path. */
export function bundle(): Map<string, string> {
    const own = fs
        .readdirSync(example, { recursive: true, encoding: "utf8" })
        .filter((each) => !each.includes("__pycache__") && fs.statSync(path.join(example, each)).isFile());
    const settings = settingsOfFile(path.join(repository, "Pulumi.documents.yaml"), "documents", repository);
    const generated = planGeneratedFiles(settings, new Set(own), { requirements: ["requirements.txt"] });
    return new Map([
        ...own.map((each) => [each, fs.readFileSync(path.join(example, each), "utf8")] as const),
        ...generated.map((each) => [each.path, each.content] as const),
    ]);
}

/** What the environment of that stack has, with a database of one's own. */
export const properties = (database: string): Record<string, string> => ({
    ACCOUNTING_URL: "https://accounting.example.com",
    ALLOWED_HOSTS: "documents-dev.example.com",
    AWS_S3_REGION_NAME: "us-east-1",
    AWS_STORAGE_BUCKET_NAME: "uploads",
    CSRF_TRUSTED_ORIGINS: "https://documents-dev.example.com",
    DATABASE_URL: database,
    DJANGO_SETTINGS_MODULE: "config.settings.production",
    INTEGRATION_PARAMETER_PREFIX: "/documents-documents",
    PROJECT_NAME: "Documents",
    RDS_DB_NAME: "documents",
    RDS_HOSTNAME: "localhost",
    RDS_PASSWORD: "canary-1",
    RDS_PORT: "5432",
    RDS_USERNAME: "documents",
    SECRET_KEY: "canary-2-$x-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP",
});
