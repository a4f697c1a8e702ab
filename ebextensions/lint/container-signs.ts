/** Signs in container files, whichever way they start a process. */

/** What is found only where people develop. */
export const developmentSigns: readonly (readonly [RegExp, string])[] = [
    [/\brunserver\b/, "runserver"],
    [/\bDEBUG["']?\s*[:= ]\s*["']?(1|true)\b/i, "DEBUG"],
];

/** A server that only its own container reaches. */
export const localBind = /(?<![\w.])(127(\.\d+){3}|localhost|\[::1\]):\d+/;

/** Programs that listen where they are told. */
export const server = /\b(gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi|waitress-serve|runserver)\b/;

/** Migrations whose only lock would be luck: every instance that starts runs them. */
export const migrates = /\bmanage\.py["',\s]+migrate\b|\bdjango-admin["',\s]+migrate\b/;

/** Whether a name means the same image tomorrow. One with a variable in it is somebody else's business. */
export const isPinned = (image: string): boolean =>
    image.includes("$") || image.includes("@sha256:") || /:(?!latest$)[^/:]+$/.test(image);
