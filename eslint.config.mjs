import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: [".build/", ".sandbox/", ".cache/", "coverage/", "examples/", "node_modules/"] },
    js.configs.recommended,
    ...tseslint.configs.recommendedTypeChecked,
    {
        languageOptions: { parserOptions: { project: "./tsconfig.check.json", tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/switch-exhaustiveness-check": "error",
            "@typescript-eslint/no-explicit-any": "error",
            "no-console": "off",
            eqeqeq: "error",
            "max-lines": ["error", 250],
        },
    },
    {
        // The set-up runs before anything is installed, so it is plain CommonJS.
        files: ["**/*.js", "**/*.mjs"],
        languageOptions: {
            globals: {
                require: "readonly",
                module: "writable",
                process: "readonly",
                console: "readonly",
                __dirname: "readonly",
                __filename: "readonly",
                Buffer: "readonly",
                setTimeout: "readonly",
                clearTimeout: "readonly",
                setInterval: "readonly",
                clearInterval: "readonly",
                fetch: "readonly",
            },
        },
        rules: { "@typescript-eslint/no-require-imports": "off" },
    },
    {
        files: [
            "components/**",
            "ebextensions/**",
            "policies/**",
            "sandbox/**",
            "cli/**",
            "bench/**",
            "rehearsal/**",
            "index.ts",
        ],
        rules: { "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }] },
    },
    { files: ["test/**"], rules: { "max-lines": "off" } },
);
