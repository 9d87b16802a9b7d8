/** Cards, remarks, labelled values, and what is shown when there is nothing. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/shared/icon";

export function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        {aside}
      </div>
      <div className="card-body">{children}</div>
    </section>
  );
}

const REMARK_ICONS = { caution: "alert", against: "ban", notice: "note", positive: "check" } as const;

export function Remark(props: { tone: keyof typeof REMARK_ICONS; hint?: string; role?: "alert" | "note"; children: ReactNode }) {
  return (
    <div className={`remark ${props.tone}`} role={props.role}>
      <Icon name={REMARK_ICONS[props.tone]} />
      <div className="selectable">
        <div>{props.children}</div>
        {props.hint && <p className="remark-hint">{props.hint}</p>}
      </div>
    </div>
  );
}

export function Facts({ facts }: { facts: { key?: string; label: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {facts.map(({ key, label, value }) => (
        <div key={key ?? label} className="fact">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={34} />
      <strong>{title}</strong>
      {children}
    </div>
  );
}

export function Waiting({ label }: { label: string }) {
  return (
    <div className="waiting" role="status">
      <span className="spinner" />
      <span>{label}</span>
    </div>
  );
}
