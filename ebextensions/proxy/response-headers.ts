import { nginxWord } from "../nginx";

/** Headers of every answer that has none of the name from the application. */
export interface ResponseHeader {
    readonly name: string;
    readonly value: string;
}

/**
 * Adds headers where the application sends none: to what nginx answers itself, static files and errors, as to the application's answers. An empty value adds nothing, so
 * that none is there twice. They stand beside the server or in it, never in a location: one that adds a header of its own inherits none.
 * https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header
 */
export const addedHeaders = (headers: readonly ResponseHeader[]): string[] =>
    headers.map(({ name }) => `add_header ${name} ${variable(name)} always;`);

/** The variables of those headers, which only the http block can hold. */
export const headerVariables = (headers: readonly ResponseHeader[]): string[] =>
    headers.flatMap(({ name, value }) => [
        `map $upstream_http_${underscored(name)} ${variable(name)} {`,
        `    default "";`,
        `    "" ${nginxWord(value)};`,
        "}",
    ]);

const variable = (name: string): string => `$django_beanstalk_${underscored(name)}`;

const underscored = (name: string): string => name.toLowerCase().replaceAll("-", "_");
