/** Buttons, fields and choices in the house's look, on React Aria. */
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Checkbox,
  type CheckboxProps,
  FieldError,
  Input,
  Label,
  SearchField as AriaSearchField,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  ToggleButton,
  ToggleButtonGroup,
} from "react-aria-components";
import { Icon, type IconName } from "@/shared/icon";
import { useWords } from "@/wording/words";

type ButtonProps = Omit<AriaButtonProps, "className" | "children"> & {
  look?: "primary" | "quiet" | "against" | "plain";
  size?: "small" | "normal";
  icon?: IconName;
  keyHint?: string;
  children?: ReactNode;
};

export function Button({ look = "plain", size = "normal", icon, keyHint, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button ${look} ${size}`}>
      {icon && <Icon name={icon} size={size === "small" ? 14 : 16} />}
      {children}
      {keyHint && <KeyHint keys={keyHint} />}
    </AriaButton>
  );
}

export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd className="key-hint" aria-hidden="true">
      {keys}
    </kbd>
  );
}

type TextFieldProps = Omit<AriaTextFieldProps, "className" | "children"> & {
  label: string;
  hint?: string;
  error?: string;
  placeholder?: string;
  optional?: boolean;
  rows?: number;
};

export function TextField({ label, hint, error, placeholder, optional, rows, ...rest }: TextFieldProps) {
  const { t } = useWords();
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className="field">
      <Label>
        {label}
        {optional && <span className="field-optional">{t("field.optional")}</span>}
      </Label>
      {rows ? (
        <TextArea className="input" rows={rows} placeholder={placeholder} />
      ) : (
        <Input className="input" placeholder={placeholder} spellCheck={false} />
      )}
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

type SearchProps = { label: string; placeholder: string; value: string; onChange: (text: string) => void; keyHint?: string; id?: string };

export function SearchField({ label, placeholder, value, onChange, keyHint, id }: SearchProps) {
  return (
    <AriaSearchField aria-label={label} value={value} onChange={onChange} className="search">
      <Icon name="search" />
      <Input id={id} className="input" placeholder={placeholder} spellCheck={false} autoComplete="off" />
      {keyHint && value === "" && <KeyHint keys={keyHint} />}
    </AriaSearchField>
  );
}

export function Tick({ children, ...rest }: Omit<CheckboxProps, "className" | "children"> & { children: ReactNode }) {
  return (
    <Checkbox {...rest} className="tick">
      <span className="box" aria-hidden="true">
        <Icon name="check" size={13} />
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}

type Choice<Value extends string> = { value: Value; label: string; count?: number };

export function Segments<Value extends string>(props: {
  label: string;
  choices: Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={props.label}
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.value]}
      onSelectionChange={(keys) => {
        const chosen = props.choices.find(({ value }) => keys.has(value));
        if (chosen) props.onChange(chosen.value);
      }}
    >
      {props.choices.map(({ value, label, count }) => (
        <ToggleButton key={value} id={value} className="segment">
          {label}
          {count !== undefined && <span className="count">{count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** A row of choices with its label in sight. */
export function ChoiceField<Value extends string>(props: Parameters<typeof Segments<Value>>[0] & { hint?: string }) {
  const { hint, ...choices } = props;
  return (
    <div className="field">
      <span className="field-label" aria-hidden="true">
        {props.label}
      </span>
      <div>
        <Segments {...choices} />
      </div>
      {hint && <span className="field-hint">{hint}</span>}
    </div>
  );
}

type SelectProps = { label: string; name: string; value: string; choices: Choice<string>[]; unchosen: string; onChange: (value: string) => void };

/** One of many choices. What is not chosen yet says so. */
export function SelectField({ label, name, value, choices, unchosen, onChange }: SelectProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select className="input" name={name} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{unchosen}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
