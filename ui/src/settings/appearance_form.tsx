import { useAppearance } from "@/shared/appearance";
import { Segments } from "@/shared/controls";
import { useWords } from "@/wording/words";

export function AppearanceForm() {
  const { t } = useWords();
  const { appearance, choose } = useAppearance();
  return (
    <div className="appearance">
      <span>{t("appearance.scheme")}</span>
      <Segments
        label={t("appearance.scheme")}
        value={appearance.scheme}
        onChange={(scheme) => choose({ scheme })}
        choices={[
          { value: "system", label: t("appearance.system") },
          { value: "light", label: t("appearance.light") },
          { value: "dark", label: t("appearance.dark") },
        ]}
      />
      <span>{t("appearance.type_size")}</span>
      <Segments
        label={t("appearance.type_size")}
        value={appearance.typeSize}
        onChange={(typeSize) => choose({ typeSize })}
        choices={[
          { value: "normal", label: t("appearance.normal") },
          { value: "large", label: t("appearance.large") },
          { value: "largest", label: t("appearance.largest") },
        ]}
      />
      <span>{t("appearance.language")}</span>
      <Segments
        label={t("appearance.language")}
        value={appearance.language}
        onChange={(language) => choose({ language })}
        choices={[
          { value: "ja", label: t("appearance.japanese") },
          { value: "en", label: t("appearance.english") },
        ]}
      />
    </div>
  );
}
