import { apiErrorOf } from "@/backend/context";
import type { SessionView } from "@/backend/port";
import { KeysCard } from "@/keys/keys_card";
import { VerifyCard } from "@/keys/verify_card";
import { HouseRules } from "@/panel/house_rules";
import { GuardsForm } from "@/people/guards_form";
import { PeopleCard } from "@/people/people_card";
import { PermissionTable } from "@/people/permission_table";
import { OwnAccountCard } from "@/screens/own_account_card";
import { useRecordIntendedUse } from "@/session/queries";
import { AppearanceForm } from "@/settings/appearance_form";
import { IntendedUseForm } from "@/settings/intended_use_form";
import { ReferenceForm } from "@/settings/reference_form";
import { Card, Facts } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export function SettingsScreen({ session }: { session: SessionView }) {
  const { t, name } = useWords();
  const toast = useToast();
  const record = useRecordIntendedUse();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("settings.title")}</h1>
      </div>
      <div className="page-body">
        <div className="settings-columns">
          <div className="stack">
            <Card title={t("use.title")}>
              <IntendedUseForm
                key={JSON.stringify(session.intended_use)}
                recorded={session.intended_use}
                isBusy={record.isPending || !session.actions.includes("configure_institution")}
                error={apiErrorOf(record.error)}
                onRecord={(use) => record.mutate(use, { onSuccess: () => toast(t("use.recorded")) })}
              />
            </Card>
            <Card title={t("reference.title")}>
              <ReferenceForm />
            </Card>
            <Card title={t("house_rule.card")}>
              <HouseRules login={session.login} />
            </Card>
          </div>
          <div className="stack">
            <Card title={t("appearance.title")}>
              <AppearanceForm />
            </Card>
            <OwnAccountCard session={session} />
            <Card title={t("guards.title")}>
              <GuardsForm mayChange={session.actions.includes("configure_institution")} />
            </Card>
            <Card title={t("settings.workspace")}>
              <Facts
                facts={[
                  { label: t("settings.institution"), value: session.institution },
                  { label: t("settings.account"), value: `${session.display_name} (${session.login})` },
                  { label: t("settings.roles"), value: session.roles.map((role) => name("role", role)).join(t("value.separator")) },
                  { label: t("settings.release"), value: <span className="notation">{session.knowledge_release}</span> },
                  { label: t("settings.secret_store"), value: name("secret_store", session.secret_store) },
                ]}
              />
            </Card>
          </div>
        </div>
        <div className="stack settings-below">
          {session.actions.includes("manage_accounts") && <PeopleCard />}
          <KeysCard session={session} />
          <VerifyCard />
          <Card title={t("permissions.title")}>
            <PermissionTable />
          </Card>
        </div>
      </div>
    </div>
  );
}
