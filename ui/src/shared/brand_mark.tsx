/** The mark of the product: a signpost. Decorative; the name stands beside it. */
export function BrandMark({ size }: { size: number }) {
  return (
    <svg className="brand-mark" aria-hidden="true" width={size} height={size} viewBox="0 0 100 100">
      <rect className="brand-ground" x="0" y="0" width="100" height="100" rx="23" />
      <path
        className="brand-sign"
        d="M46.5 17h7v66h-7zM30 23.5h43l8 9-8 9H30zM66 47.5H28l-8 8 8 8h38z"
      />
    </svg>
  );
}
