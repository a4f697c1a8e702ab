import type { Use } from "../model";
import type { SimulatedInstance } from "../world/simulated-instance";
import { expectation } from "./scenario";

const inShell = (instance: SimulatedInstance, code: string) =>
    instance.manage(["shell", "--command", `from django.core import signing; ${code}`]);

/** What Django signs in one version has to be accepted by the next: sessions, messages in cookies, links that reset a password. */
export async function sign(instance: SimulatedInstance): Promise<string | undefined> {
    const { code, output } = await inShell(instance, "print('signed=' + signing.dumps('rehearsal'))");
    return code === 0 ? /signed=(\S+)/.exec(output)?.[1] : undefined;
}

/** https://docs.djangoproject.com/en/stable/topics/signing/ */
export async function keptSignature(instance: SimulatedInstance, signed: string | undefined): Promise<Use> {
    const name = "signatures of before";
    if (signed === undefined) {
        return { name, request: "-", verdict: "skipped", found: "not tried", note: "manage.py shell did not work." };
    }
    const { output } = await inShell(instance, `print('read=' + signing.loads('${signed}'))`);
    return expectation(
        name,
        output.includes("read=rehearsal"),
        output.includes("read=rehearsal") ? `accepted by ${instance.version ?? "none"}` : "refused",
        "SECRET_KEY is another one: users are logged out. Keep the old one in SECRET_KEY_FALLBACKS for a while.",
    );
}
