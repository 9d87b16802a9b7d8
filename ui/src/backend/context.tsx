import { createContext, type ReactNode, useContext } from "react";
import type { ApiError, Backend } from "@/backend/port";

const Context = createContext<Backend | null>(null);

export function BackendProvider({ backend, children }: { backend: Backend; children: ReactNode }) {
  return <Context value={backend}>{children}</Context>;
}

export function useBackend(): Backend {
  const backend = useContext(Context);
  if (backend === null) throw new Error("no backend above this component");
  return backend;
}

/** What was thrown, as the contract describes it; anything else is a fault of the product. */
export function apiErrorOf(thrown: unknown): ApiError | null {
  if (thrown === null || thrown === undefined) return null;
  if (typeof thrown === "object" && "kind" in thrown && "message" in thrown && typeof thrown.message === "object") {
    return thrown as ApiError;
  }
  return { kind: "internal", message: { code: "unexpected", parameters: {} } };
}
