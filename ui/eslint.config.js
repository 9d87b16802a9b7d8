import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Folders of one concept each. They may import shared, backend, wording and themselves; screens compose them. */
const DOMAINS = ["session", "worklist", "intake", "clinical", "case", "findings", "variants", "structure", "ledger", "explain", "knowledge", "consent", "retention", "precedents", "programme", "rehearsal", "panel", "people", "keys", "audit", "report", "settings"];

const TAURI = { regex: "^@tauri-apps/", message: "Only ui/src/backend speaks to the shell." };
const PARENT = { regex: "^\\.\\./", message: "Name other folders as @/folder, so that the tiers can be checked." };

const tier = (files, allowed) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          TAURI,
          PARENT,
          { regex: `^@/(?!(${allowed.join("|")})(/|$))`, message: `This folder may import ${allowed.join(", ")} only.` },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ["dist", "src/backend/bindings.ts"] },
  ...tseslint.configs.recommended,
  { plugins: { "react-hooks": reactHooks }, rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" } },
  { rules: { "max-lines": ["error", { max: 600, skipBlankLines: true }], "no-console": "error", eqeqeq: "error" } },
  tier(["src/shared/**"], ["shared", "wording"]),
  tier(["src/wording/**"], ["wording"]),
  ...DOMAINS.map((domain) => tier([`src/${domain}/**`], ["shared", "backend", "wording", domain])),
  tier(["src/screens/**", "src/main.tsx"], ["shared", "backend", "wording", "screens", ...DOMAINS]),
  {
    files: ["src/backend/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [PARENT, { regex: "^@/(?!backend(/|$))", message: "The backend knows no screen." }] }] },
  },
);
