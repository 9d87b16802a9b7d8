import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// What is waited for comes when it comes: a busy machine is no fault of a screen.
configure({ asyncUtilTimeout: 15_000 });

afterEach(cleanup);
