import type { ServiceSettings } from "./service-settings";
import type { Exit } from "./spawner";

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Process%20exit%20codes */
const names: Readonly<Record<number, string>> = {
    0: "SUCCESS",
    1: "FAILURE",
    2: "INVALIDARGUMENT",
    3: "NOTIMPLEMENTED",
    4: "NOPERMISSION",
    5: "NOTINSTALLED",
    6: "NOTCONFIGURED",
    7: "NOTRUNNING",
    64: "USAGE",
    65: "DATAERR",
    69: "UNAVAILABLE",
    70: "SOFTWARE",
    71: "OSERR",
    73: "CANTCREAT",
    74: "IOERR",
    75: "TEMPFAIL",
    77: "NOPERM",
    78: "CONFIG",
    200: "CHDIR",
    203: "EXEC",
    209: "STDOUT",
    217: "USER",
};

const signalNumbers: Readonly<Record<string, number>> = {
    SIGHUP: 1,
    SIGINT: 2,
    SIGQUIT: 3,
    SIGILL: 4,
    SIGABRT: 6,
    SIGBUS: 7,
    SIGFPE: 8,
    SIGKILL: 9,
    SIGSEGV: 11,
    SIGPIPE: 13,
    SIGALRM: 14,
    SIGTERM: 15,
};

/** As systemd writes it: `code=exited, status=1/FAILURE`. */
export const exitText = (exit: Exit): string =>
    "code" in exit
        ? `code=exited, status=${exit.code}/${names[exit.code] ?? "n/a"}`
        : `code=killed, status=${signalNumbers[exit.signal] ?? 0}/${exit.signal.replace(/^SIG/, "")}`;

/** Number of systemd's property ExecMainStatus. */
export const exitNumber = (exit: Exit): number => ("code" in exit ? exit.code : (signalNumbers[exit.signal] ?? 0));

/** `exit-code`, `signal`, `timeout`…: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#%24SERVICE_RESULT */
export type Result = "success" | "exit-code" | "signal" | "timeout" | "resources" | "start-limit-hit";

/** Signals that end a daemon cleanly. https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#SuccessExitStatus= */
const cleanSignals = ["SIGHUP", "SIGINT", "SIGTERM", "SIGPIPE"];

/** @param of - a daemon may end by a signal, a command may not */
export function resultOf(exit: Exit, { success }: Pick<ServiceSettings, "success">, of: "daemon" | "command"): Result {
    if ("code" in exit) {
        const clean =
            exit.code === 0 || success.includes(String(exit.code)) || success.includes(names[exit.code] ?? "-");
        return clean ? "success" : "exit-code";
    }
    const clean = (of === "daemon" && cleanSignals.includes(exit.signal)) || success.includes(exit.signal);
    return clean ? "success" : "signal";
}

/** The table of https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Restart= */
export function restarts(rule: ServiceSettings["restart"], result: Result): boolean {
    switch (rule) {
        case "no":
            return false;
        case "always":
            return true;
        case "on-success":
            return result === "success";
        case "on-failure":
            return result !== "success";
        case "on-abnormal":
            return result === "signal" || result === "timeout";
        case "on-abort":
            return result === "signal";
    }
}
