import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

const phases = during.health;

/** The code is said by the hook 90-health, or by whoever asks: `answered 400`, `HTTP/1.1 400`. */
const answer = (codes: string, more: readonly RegExp[] = []) =>
    inOutput(
        ...more,
        new RegExp(`Its last answer: (?<status>${codes}):`),
        new RegExp(`(?:\\banswered|\\bstatus|HTTP\\/[0-9.]+) (?<status>${codes})\\b`),
    );

/** The log below the answer has requests of others too; the health check's own is the last. */
const lastRefused = inOutput(/Invalid HTTP_HOST header: '(?<host>[^']+)'(?![^]*Invalid HTTP_HOST header)/);
const otherAnswer = /^(?:answered|.*Its last answer:) (?!400)\d{3}\b/m;

/** What the health path answers, where the application's log says nothing better. */
export const healthRules: readonly KnownFailure[] = [
    {
        name: "host-not-allowed",
        phases,
        matches: (step, context) => (otherAnswer.test(step.output) ? undefined : lastRefused(step, context)),
        cause: "Django refuses requests for the host {host}, which is not in ALLOWED_HOSTS.",
        advice: "Read ALLOWED_HOSTS from the environment in the settings; the stack sets it to the site's names, and the proxy gives health checks one of them.",
    },
    {
        name: "health-400",
        phases,
        matches: answer("400"),
        cause: "The health path answers {status}: Django refuses the request's host.",
        advice: "Read ALLOWED_HOSTS from the environment in the settings; the stack sets it to the site's names.",
    },
    {
        name: "health-redirect",
        phases,
        matches: answer("30[1278]"),
        cause: "The health path answers {status}: it redirects to HTTPS, to a login, or to a path with a slash at its end.",
        advice: "Exempt it (SECURE_REDIRECT_EXEMPT, no login), set SECURE_PROXY_SSL_HEADER in the settings, and write app.healthPath in the stack file as urls.py has it.",
    },
    {
        name: "health-login",
        phases,
        matches: answer("40[13]"),
        cause: "The health path answers {status}: it asks for a login.",
        advice: "Let it answer without one, or name another path as app.healthPath in the stack file.",
    },
    {
        name: "health-404",
        phases,
        matches: answer("404"),
        cause: "The application has no such path: the health path answers {status}.",
        advice: "Set app.healthPath in the stack file to a path of urls.py, with the slash at its end if it has one.",
    },
    {
        name: "health-not-reached",
        phases,
        matches: answer("50[234]"),
        cause: "The proxy does not reach the application ({status}): it did not start, hangs, or listens on another port.",
        advice: "Look into /var/log/web.stdout.log. An own Procfile binds 127.0.0.1:8000, or the port in the variable PORT; app.deploy.probeSeconds is how long the application may take to start.",
    },
    {
        name: "health-error",
        phases,
        matches: answer("5\\d\\d"),
        cause: "The application answers {status} on the health path: an exception of its own.",
        advice: "Its traceback is in /var/log/web.stdout.log, if LOGGING of the settings writes to standard output.",
    },
    {
        name: "health-no-answer",
        phases,
        matches: inOutput(/Its last answer: nothing answered/, /(?:\banswered|\bstatus) 000\b/),
        cause: "Nothing answers on the health path: the proxy does not run, or the application takes longer than ten seconds.",
        advice: "Look into /var/log/nginx/error.log and /var/log/web.stdout.log; raise app.deploy.probeSeconds in the stack file if the application only needs longer to start.",
    },
];
