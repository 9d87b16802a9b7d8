import { expect, it } from "vitest";
import { subjectOf } from "@/intake/answers";
import { shownSize } from "@/intake/file_list";

it("a question is about what its code says", () => {
  const about = (code: string) => subjectOf({ code, parameters: {} });
  expect(about("question_tumor_type")).toBe("tumor_type");
  expect(about("intake_assembly_conflict")).toBe("assembly");
  expect(about("intake_tumor_sample_unclear")).toBe("sample");
  expect(about("intake_patient_unclear")).toBe("patient");
  expect(about("file_in_other_case")).toBe("again");
  expect(about("something_else")).toBe("other");
});

it("sizes are read easily", () => {
  expect(shownSize("512")).toBe("512 B");
  expect(shownSize("18892")).toBe("18.4 KB");
  expect(shownSize("5368709120")).toBe("5.0 GB");
});
