import { refuse, runJudge } from "./run-judge";

/** What JSON cannot tell from a string is written as `!int`, `!bool`, `!timestamp` …, so that a wrong type shows. */
const script = `
import json, sys, yaml

def plain(value, key=False):
    if isinstance(value, dict):
        return {plain(k, True): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, str):
        return value
    if not key and (value is None or isinstance(value, bool)):
        return value
    if not key and isinstance(value, int) and abs(value) < 2 ** 53:
        return value
    if not key and isinstance(value, float) and value - value == 0:
        return value
    return "!" + type(value).__name__ + " " + str(value)

documents, problems = [], []
for number, text in enumerate(json.load(sys.stdin)):
    try:
        documents.append(plain(yaml.safe_load(text)))
    except yaml.YAMLError as error:
        problems.append(f"document {number}: {error}")
json.dump({"documents": documents, "problems": problems}, sys.stdout)
`;

/** Documents as PyYAML reads them: YAML 1.1, as on an instance. One process reads them all. */
export function pyYaml(texts: readonly string[]): unknown[] {
    const { status, stdout, stderr } = runJudge("PyYAML", ["-c", script], { input: JSON.stringify(texts) });
    if (status !== 0) {
        refuse("PyYAML", stderr);
    }
    const { documents, problems } = JSON.parse(stdout) as { documents: unknown[]; problems: string[] };
    return problems.length > 0 ? refuse("PyYAML", problems.join("\n")) : documents;
}
