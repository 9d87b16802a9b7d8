/** A fusion: both transcripts with the cut, and what is left of them. Without exons: two labelled boxes, and a sentence. */
import type { FusionPartner, FusionView } from "@/backend/port";
import { Facts } from "@/shared/surfaces";
import { endText, fusionWords } from "@/structure/describe";
import { joinedDrawing, type Side, transcriptDrawing } from "@/structure/fusion_layout";
import { type Words, useWords } from "@/wording/words";

const WIDTH = 860;
const LABEL = 118;
const DRAWING = WIDTH - LABEL - 12;

function cutWords(partner: FusionPartner, { t }: Words): string | null {
  const { cut } = partner;
  if (cut === null) return partner.stated_exon === null ? null : t("structure.cut_exon_stated", { exon: partner.stated_exon });
  if (cut.place === "before_first") return t("structure.cut_before_first");
  return t(cut.place === "within" ? "structure.cut_within" : "structure.cut_after", { exon: cut.exon ?? "" });
}

/** Where the file does not tell which partner comes first, none is called 5′ or 3′. */
const sideMark = (partner: FusionPartner, ordered: boolean) => (!ordered ? "" : partner.side === "five_prime" ? "5′" : "3′");

function PartnerName({ partner, ordered, y }: { partner: FusionPartner; ordered: boolean; y: number }) {
  const { t } = useWords();
  return (
    <g>
      <text className="fusion-gene" x={0} y={y}>
        {partner.gene ?? t("structure.gene_unknown")}
      </text>
      <text className="fusion-side" x={0} y={y + 15}>
        {sideMark(partner, ordered)} {partner.transcript?.name ?? ""}
      </text>
    </g>
  );
}

function Transcript({ partner, ordered, y }: { partner: FusionPartner; ordered: boolean; y: number }) {
  const { t } = useWords();
  const side = partner.side as Side;
  if (partner.transcript === null) {
    return (
      <g>
        <PartnerName partner={partner} ordered={ordered} y={y + 14} />
        <rect className={`fusion-box ${side}`} x={LABEL} y={y} width={DRAWING} height={24} rx={4} />
        <text className="fusion-unknown" x={LABEL + DRAWING / 2} y={y + 16} textAnchor="middle">
          {t("structure.exons_unknown")}
        </text>
      </g>
    );
  }
  // Which part of a transcript stays depends on the order; without it the cut alone is drawn.
  const drawing = transcriptDrawing(partner.transcript, ordered ? side : null, partner.cut, DRAWING);
  return (
    <g>
      <PartnerName partner={partner} ordered={ordered} y={y + 14} />
      <g transform={`translate(${LABEL} ${y})`}>
        <line className="intron" x2={DRAWING} y1={12} y2={12} />
        {drawing.exons.map(({ number, x, width, kept, codingX, codingWidth }) => (
          <g key={number} className={`exon ${side} ${kept}`}>
            <rect x={x} y={6} width={width} height={12} />
            {codingWidth > 0 && <rect x={codingX} y={1} width={codingWidth} height={22} />}
            {width > 14 && (
              <text x={x + width / 2} y={16} textAnchor="middle">
                {number}
              </text>
            )}
          </g>
        ))}
        {drawing.domains.map(({ name, accession, x, width, kept }) => (
          <g key={`${accession} ${x}`} className={`domain ${kept}`}>
            <rect x={x} y={28} width={width} height={6} rx={2} />
            <text x={Math.min(DRAWING, x + width / 2)} y={46} textAnchor={x + width / 2 > DRAWING - 40 ? "end" : "middle"}>
              {name}
            </text>
          </g>
        ))}
        {drawing.cutX !== null && (
          <g className="cut" transform={`translate(${drawing.cutX} 0)`}>
            <path d="M0 -5V29M-4 -9h8l-4 5z" />
          </g>
        )}
      </g>
    </g>
  );
}

function Joined({ five, three, y }: { five: FusionPartner; three: FusionPartner; y: number }) {
  const { t } = useWords();
  const whole = (partner: FusionPartner) => (partner.transcript !== null && partner.cut !== null ? { transcript: partner.transcript, cut: partner.cut } : null);
  const joined = joinedDrawing(whole(five), whole(three), DRAWING);
  return (
    <g>
      <text className="fusion-gene" x={0} y={y + 16}>
        {t("structure.joined")}
      </text>
      <g transform={`translate(${LABEL} ${y})`}>
        {joined === null ? (
          <>
            <rect className="fusion-box five_prime" width={DRAWING / 2} height={24} rx={4} />
            <rect className="fusion-box three_prime" x={DRAWING / 2} width={DRAWING / 2} height={24} rx={4} />
            <text className="fusion-unknown" x={DRAWING / 4} y={16} textAnchor="middle">
              {five.gene ?? t("structure.gene_unknown")}
            </text>
            <text className="fusion-unknown" x={(DRAWING * 3) / 4} y={16} textAnchor="middle">
              {three.gene ?? t("structure.gene_unknown")}
            </text>
            <path className="join-line" d={`M${DRAWING / 2} -4V28`} />
          </>
        ) : (
          <>
            {joined.pieces.map(({ side, number, x, width }) => (
              <g key={`${side} ${number}`} className={`exon ${side} whole`}>
                <rect x={x} y={1} width={Math.max(0.5, width)} height={22} />
                {width > 14 && (
                  <text x={x + width / 2} y={16} textAnchor="middle">
                    {number}
                  </text>
                )}
              </g>
            ))}
            <path className="join-line" d={`M${joined.joinX} -4V28`} />
          </>
        )}
      </g>
    </g>
  );
}

export function FusionDrawing({ fusion }: { fusion: FusionView }) {
  const words = useWords();
  const { t, name } = words;
  const [five, three] = fusion.partners;
  const ordered = fusion.order_stated;
  if (five === undefined || three === undefined) return null;
  const domains = (partner: FusionPartner) => (partner.transcript !== null && partner.transcript.domains.length > 0 ? 22 : 0);
  const second = 62 + domains(five);
  const third = second + 60 + domains(three);
  const place = (partner: FusionPartner) => [endText(partner.end), cutWords(partner, words)].filter((part) => part !== null).join(" · ") || t("value.none");
  const reads = [
    fusion.junction_reads !== null && t("structure.junction_reads", { count: fusion.junction_reads }),
    fusion.spanning_reads !== null && t("structure.spanning_reads", { count: fusion.spanning_reads }),
    fusion.supporting_reads !== null && t("structure.reads", { count: fusion.supporting_reads }),
    fusion.vaf_percent !== null && `VAF ${fusion.vaf_percent}%`,
  ].filter((part) => part !== false);
  const stated = [...five.stated_domains, ...three.stated_domains];
  return (
    <figure className="fusion">
      <figcaption>
        <strong>{fusion.label}</strong>
        <span className="badge">{name("basis", fusion.basis)}</span>
        <span className={`badge ${fusion.reading_frame === "in_frame" ? "notice" : ""}`}>{fusion.reading_frame === null ? t("structure.frame_unknown") : name("frame", fusion.reading_frame)}</span>
        {fusion.confidence !== null && <span className={`badge ${fusion.confidence === "low" ? "caution" : ""}`}>{name("confidence", fusion.confidence)}</span>}
        {!fusion.order_stated && <span className="badge caution">{t("structure.order_not_stated")}</span>}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${ordered ? third + 34 : third - 14}`} role="img" aria-label={fusionWords(fusion, words)}>
        <Transcript partner={five} ordered={ordered} y={14} />
        <Transcript partner={three} ordered={ordered} y={second} />
        {ordered && <Joined five={five} three={three} y={third} />}
      </svg>
      <Facts
        facts={[
          { key: "five", label: `${sideMark(five, ordered)} ${five.gene ?? t("structure.gene_unknown")}`.trim(), value: place(five) },
          { key: "three", label: `${sideMark(three, ordered)} ${three.gene ?? t("structure.gene_unknown")}`.trim(), value: place(three) },
          { key: "reads", label: t("structure.support"), value: reads.length === 0 ? t("value.none") : reads.join(" · ") },
          ...(stated.length === 0 ? [] : [{ key: "domains", label: t("structure.stated_domains"), value: stated.join(", ") }]),
          { key: "from", label: t("structure.file"), value: `${fusion.file} : ${fusion.line}` },
        ]}
      />
    </figure>
  );
}
