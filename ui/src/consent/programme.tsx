/** Where the case stands in the programme: the return system and the area. Nothing is presumed from the tumour. */
import { apiErrorOf } from "@/backend/context";
import type { ProgrammeView } from "@/backend/port";
import { usePlaceInProgramme } from "@/consent/queries";
import { SelectField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Card } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

const GROUPS = ["own_facility", "data_centre"];
const AREAS = ["gastrointestinal", "blood", "paediatric", "rare_cancer", "gynaecological", "respiratory_and_others", "rare_disease"];

export function Programme({ caseId, programme }: { caseId: string; programme: ProgrammeView }) {
  const { t, name } = useWords();
  const place = usePlaceInProgramme(caseId);
  const put = (change: Partial<ProgrammeView>) => place.mutate({ ...programme, ...change });
  const choices = (family: string, codes: string[]) => codes.map((code) => ({ value: code, label: name(family, code) }));
  const orNull = (code: string) => (code === "" ? null : code);
  return (
    <Card title={t("programme.title")}>
      <div className="stack tight">
        <SelectField label={t("programme.group")} name="programme_group" unchosen={t("value.not_recorded")} choices={choices("programme_group", GROUPS)} value={programme.group ?? ""} onChange={(code) => put({ group: orNull(code) })} />
        <SelectField label={t("programme.area")} name="programme_area" unchosen={t("value.not_recorded")} choices={choices("programme_area", AREAS)} value={programme.area ?? ""} onChange={(code) => put({ area: orNull(code) })} />
        <Failure error={apiErrorOf(place.error)} />
      </div>
    </Card>
  );
}
