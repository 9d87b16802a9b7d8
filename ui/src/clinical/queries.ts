import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useCaseChanged } from "@/backend/case_changes";
import { useBackend } from "@/backend/context";
import type { TypedForm } from "@/backend/port";

/** Milliseconds without a key before a form is checked. */
const PAUSE = 300;

export function useClinicalChoices() {
  const backend = useBackend();
  return useQuery({ queryKey: ["clinical-choices"], queryFn: () => backend.clinicalChoices(), staleTime: Number.POSITIVE_INFINITY });
}

/** What would be read of the form; asked once nobody has typed for a moment. */
export function useFormCheck(form: TypedForm) {
  const backend = useBackend();
  const [still, setStill] = useState(form);
  useEffect(() => {
    const timer = setTimeout(() => setStill(form), PAUSE);
    return () => clearTimeout(timer);
  }, [form]);
  const check = useQuery({ queryKey: ["form-check", still], queryFn: () => backend.checkForm(still), placeholderData: keepPreviousData, gcTime: 0 });
  return { check: check.data, error: check.error, settled: still === form && !check.isPlaceholderData && check.isSuccess };
}

export function useClinicalForm(caseId: string, wanted: boolean) {
  const backend = useBackend();
  return useQuery({ queryKey: ["clinical-form", caseId], queryFn: () => backend.clinicalForm(caseId), enabled: wanted, gcTime: 0, staleTime: 0 });
}

export function useRecordForm(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ form, because }: { form: TypedForm; because: string }) => backend.recordForm(caseId, form, because),
    onSuccess: useCaseChanged(caseId),
  });
}

export function useCorrect(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { field: string; value: string; because: string }) => backend.correctClinical(caseId, wish.field, wish.value, wish.because),
    onSuccess: useCaseChanged(caseId),
  });
}
