import type { GeneratedFile, HookScript, InstanceFile, PlainFile, Procfile, ProxyFile } from "../model";
import { hookScript } from "../shell";
import { renderCompose } from "./compose";
import { configDocument } from "./config";
import { renderDockerfile } from "./dockerfile";
import { checkedYaml } from "./checked-yaml";

/** No limit is documented for a `.config` file; all of them end in one CloudFormation template of at most 1 MB. */
const largestFileBytes = 64 * 1024;

/**
 * Turns the model into the text that goes into the bundle, sorted by path. What is YAML is parsed again and compared with the model before it leaves.
 *
 * @throws Error when a file would not read back as it was meant, is larger than 64 KB, or shares its path with another one: a fault of a recipe
 */
export function renderFiles(files: readonly InstanceFile[]): GeneratedFile[] {
    const rendered = files.flatMap(render).sort((a, b) => (a.path < b.path ? -1 : 1));
    rendered.forEach((file, i) => {
        if (Buffer.byteLength(file.content) > largestFileBytes) {
            throw new Error(`${file.path} is larger than ${largestFileBytes} bytes.`);
        }
        if (rendered[i + 1]?.path === file.path) {
            throw new Error(`Two recipes write ${file.path}.`);
        }
    });
    return rendered;
}

function render(file: InstanceFile): GeneratedFile[] {
    switch (file.kind) {
        case "config":
            return [yamlFile(`.ebextensions/${file.name}.config`, configDocument(file.parts), file.reason)];
        case "hook":
            return renderHook(file);
        case "nginx":
        case "httpd":
            return [renderProxy(file)];
        case "cron":
            return [yamlFile("cron.yaml", { version: 1, cron: file.tasks }, file.reason)];
        case "procfile":
            return [renderProcfile(file)];
        case "compose":
            return [renderCompose(file)];
        case "dockerfile":
            return [renderDockerfile(file)];
        case "plain":
            return [renderPlain(file)];
    }
}

const yamlFile = (path: string, document: Readonly<Record<string, unknown>>, reason: string): GeneratedFile => ({
    path,
    content: checkedYaml(path, document),
    executable: false,
    reason,
});

function renderHook(file: HookScript): GeneratedFile[] {
    const { onConfigurationChange: on } = file;
    const folders = [...(on === "only" ? [] : ["hooks"]), ...(on === false ? [] : ["confighooks"])];
    return folders.map((folder) => ({
        path: `.platform/${folder}/${file.phase}/${file.name}.sh`,
        content: hookScript(file.name, file.body),
        executable: true,
        reason: file.reason,
    }));
}

function renderProxy({ kind, place, name, content, reason }: ProxyFile): GeneratedFile {
    const folder = place === "http" ? "conf.d" : "conf.d/elasticbeanstalk";
    return { path: `.platform/${kind}/${folder}/${name}.conf`, content, executable: false, reason };
}

function renderProcfile({ processes, reason }: Procfile): GeneratedFile {
    const lines = Object.entries(processes).map(([name, command]) => `${name}: ${command}\n`);
    return { path: "Procfile", content: lines.join(""), executable: false, reason };
}

const renderPlain = ({ path, content, executable, reason }: PlainFile): GeneratedFile => ({
    path,
    content,
    executable,
    reason,
});
