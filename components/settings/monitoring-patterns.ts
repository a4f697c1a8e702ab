import type { Form } from "./patterns";

/** Of a subscription, without a name before it. https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
export const emailAddress: Form = {
    pattern:
        /^(?=.{6,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
    allowed: "an e-mail address, name@example.com",
};

export const httpsUrl: Form = {
    pattern: /^https:\/\/([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}(:\d{1,5})?(\/[!-~]*)?$/,
    allowed: "an address that begins with https://, without a user or a password",
};

/** https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html */
export const slackWorkspace: Form = {
    pattern: /^[0-9A-Z]{1,255}$/,
    allowed: "the id of a workspace of Slack, such as T07EA123LEP: upper-case letters and digits",
};

export const slackChannel: Form = {
    pattern: /^[0-9A-Z]{1,256}$/,
    allowed: "the id of a channel of Slack, such as C0123ABCDEF: upper-case letters and digits, not its name",
};

/** Below /var/log, where the platform's agent looks; it becomes a part of the log group's name. */
export const logFile: Form = {
    pattern: /^\/var\/log\/(?!.*\.\.)[\w./-]{1,200}[\w-]$/,
    allowed: "the path of a log file below /var/log",
};

export const alarmId = (ids: readonly string[]): Form => ({
    pattern: new RegExp(`^(${ids.join("|")})$`),
    allowed: `the name of an alarm: ${ids.join(", ")}`,
});
