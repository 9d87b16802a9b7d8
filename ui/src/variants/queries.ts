import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { VariantFilter, VariantTableRow } from "@/backend/port";

export const PAGE_ROWS = 200;

export type Order = { column: string; descending: boolean };

/** Column of the grid to column of the backend. */
export const SORTS: Record<string, string> = { row: "file_order" };

/** The pages that hold the rows in sight. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor(Math.max(first, last - 1) / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
}

export function useRecordRows(caseId: string, filter: VariantFilter, order: Order, sight: [number, number]) {
  const backend = useBackend();
  const pages = pagesOf(sight[0], sight[1]);
  const found = useQueries({
    queries: pages.map((page) => ({
      queryKey: ["records", caseId, filter, order, page],
      queryFn: () =>
        backend.variantPage(caseId, {
          filter,
          sort: SORTS[order.column] ?? order.column,
          descending: order.descending,
          offset: page * PAGE_ROWS,
          limit: PAGE_ROWS,
        }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 30_000,
    })),
  });
  const row = (index: number): VariantTableRow | undefined => {
    const place = pages.indexOf(Math.floor(index / PAGE_ROWS));
    return place < 0 ? undefined : found[place]?.data?.rows[index % PAGE_ROWS];
  };
  return { row, error: found.find(({ error }) => error !== null)?.error ?? null };
}

export function useRecordFacets(caseId: string, filter: VariantFilter) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["record-facets", caseId, filter],
    queryFn: () => backend.variantFacets(caseId, filter),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function useRecordDetail(caseId: string, row: number | null) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["record-detail", caseId, row],
    queryFn: () => backend.variantDetail(caseId, row ?? 0),
    enabled: row !== null,
  });
}

const SAVED = ["saved-filters"];

export function useSavedFilters() {
  const backend = useBackend();
  return useQuery({ queryKey: SAVED, queryFn: () => backend.savedFilters() });
}

/** Keeps a filter under a name, or forgets the one of that name. */
export function useKeepFilter() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, filter }: { name: string; filter: VariantFilter | null }) => (filter === null ? backend.forgetFilter(name) : backend.saveFilter(name, filter)),
    onSuccess: (filters) => client.setQueryData(SAVED, filters),
  });
}
