/** Who may do what: the table that the backend decides by. */
import { ROLES } from "@/backend/choices";
import { apiErrorOf } from "@/backend/context";
import { usePermissions } from "@/people/queries";
import { Failure } from "@/shared/failure";
import { Icon } from "@/shared/icon";
import { useWords } from "@/wording/words";

export function PermissionTable() {
  const { t, name } = useWords();
  const permissions = usePermissions();
  return (
    <div className="table-scroll">
      <Failure error={apiErrorOf(permissions.error)} />
      <table className="plain-table permissions">
        <thead>
          <tr>
            <th scope="col">{t("permissions.action")}</th>
            {ROLES.map((role) => (
              <th key={role} scope="col">
                {name("role", role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(permissions.data ?? []).map(({ action, roles }) => (
            <tr key={action}>
              <th scope="row">{name("action", action)}</th>
              {ROLES.map((role) => (
                <td key={role}>
                  {roles.includes(role) ? (
                    <>
                      <Icon name="check" size={14} />
                      <span className="for-readers">{t("permissions.allowed")}</span>
                    </>
                  ) : (
                    <span className="for-readers">{t("permissions.refused")}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
