import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { ConfigFile, CronFile, GeneratedFile, HookScript, InstanceFile, Procfile, ProxyFile } from "./model";
import { hookScript } from "./shell";
import { yaml11 } from "./yaml11";

/** No limit is documented for a `.config` file; all of them end in one CloudFormation template of at most 1 MB. */
const largestFileBytes = 64 * 1024;

/**
 * Turns the model into the text that goes into the bundle, sorted by path. Each file is parsed again and compared with the model before it leaves.
 *
 * @throws Error when a file would not read back as it was meant, is larger than 64 KB, or shares its path with another one: a fault of a recipe
 */
export function renderFiles(files: readonly InstanceFile[]): GeneratedFile[] {
    const rendered = files.flatMap(render);
    rendered.forEach((file, i) => {
        if (Buffer.byteLength(file.content) > largestFileBytes) {
            throw new Error(`${file.path} is larger than ${largestFileBytes} bytes.`);
        }
        if (rendered.findIndex(({ path }) => path === file.path) !== i) {
            throw new Error(`Two recipes write ${file.path}.`);
        }
    });
    return rendered.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function render(file: InstanceFile): GeneratedFile[] {
    switch (file.kind) {
        case "config":
            return [renderConfig(file)];
        case "hook":
            return renderHook(file);
        case "nginx":
        case "httpd":
            return [renderProxy(file)];
        case "cron":
            return [renderCron(file)];
        case "procfile":
            return [renderProcfile(file)];
    }
}

function renderConfig(file: ConfigFile): GeneratedFile {
    assertName(file.name);
    const document = configDocument(file);
    return yamlFile(`.ebextensions/${file.name}.config`, document, file.reason);
}

const renderCron = ({ tasks, reason }: CronFile): GeneratedFile =>
    yamlFile("cron.yaml", { version: 1, cron: tasks }, reason);

function yamlFile(path: string, document: Readonly<Record<string, unknown>>, reason: string): GeneratedFile {
    const content = yaml11(document);
    if (!isDeepStrictEqual(parse(content, { version: "1.1" }), document)) {
        throw new Error(`${path} does not read back as it was meant.`);
    }
    return { path, content, executable: false, reason };
}

function configDocument({ files, containerCommands, resources }: ConfigFile): Record<string, unknown> {
    return {
        ...(files === undefined ? {} : { files }),
        ...(containerCommands === undefined ? {} : { container_commands: numbered(containerCommands) }),
        ...(resources === undefined ? {} : { Resources: resources }),
    };
}

/** Commands run in alphabetical order of their keys, so the order given is written into the keys. */
function numbered(commands: NonNullable<ConfigFile["containerCommands"]>): Record<string, unknown> {
    return Object.fromEntries(
        commands.map(({ name, command, leaderOnly }, i) => {
            assertWords(name);
            const key = `${String(i + 1).padStart(2, "0")}_${name}`;
            return [key, leaderOnly === true ? { command, leader_only: true } : { command }];
        }),
    );
}

function renderHook(file: HookScript): GeneratedFile[] {
    assertName(file.name);
    const folders = file.onConfigurationChange ? ["hooks", "confighooks"] : ["hooks"];
    return folders.map((folder) => ({
        path: `.platform/${folder}/${file.phase}/${file.name}.sh`,
        content: hookScript(file.name, file.body),
        executable: true,
        reason: file.reason,
    }));
}

function renderProxy(file: ProxyFile): GeneratedFile {
    assertName(file.name);
    return {
        path: `.platform/${file.kind}/conf.d/${file.name}.conf`,
        content: file.content,
        executable: false,
        reason: file.reason,
    };
}

function renderProcfile(file: Procfile): GeneratedFile {
    const lines = Object.entries(file.processes).map(([name, command]) => `${name}: ${command}`);
    // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.html gives this expression for a line.
    const wrong = lines.find((line) => !/^[A-Za-z0-9_-]+:\s*[^\s].*$/.test(line) || line.includes("\n"));
    if (wrong !== undefined) {
        throw new Error(`Not a line of a Procfile: ${JSON.stringify(wrong)}`);
    }
    return {
        path: "Procfile",
        content: lines.map((line) => `${line}\n`).join(""),
        executable: false,
        reason: file.reason,
    };
}

function assertName(name: string): void {
    if (!/^\d\d-[a-z0-9-]+$/.test(name)) {
        throw new Error(`A file is named by two digits, a hyphen and lower-case words, not ${JSON.stringify(name)}.`);
    }
}

function assertWords(name: string): void {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
        throw new Error(`A command is named by lower-case words and underscores, not ${JSON.stringify(name)}.`);
    }
}
