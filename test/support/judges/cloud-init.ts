import { refuse, runJudge, withFiles } from "./run-judge";

/** `cloud-init schema` of a cloud-config, without any finding; a key that is deprecated is one. */
export function cloudInitSchema(text: string): void {
    withFiles({ "user-data.yaml": text }, (folder) => {
        const args = ["schema", "--config-file", "user-data.yaml"];
        const { status, stdout, stderr } = runJudge("cloud-init", args, { cwd: folder });
        if (status !== 0 || /deprecat/i.test(stdout + stderr)) {
            refuse("cloud-init", stdout + stderr);
        }
    });
}
