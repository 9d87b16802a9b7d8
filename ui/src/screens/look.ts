/** Every style sheet, from ground to screens. */
import "@/shared/styles/fonts.css";
import "@/shared/styles/tokens.css";
import "@/shared/styles/ground.css";
import "@/shared/styles/controls.css";
import "@/shared/styles/surfaces.css";
import "@/shared/styles/row_grid.css";
import "@/session/session.css";
import "@/worklist/worklist.css";
import "@/intake/intake.css";
import "@/case/case.css";
import "@/findings/findings.css";
import "@/variants/variants.css";
import "@/structure/structure.css";
import "@/ledger/ledger.css";
import "@/report/report.css";
import "@/settings/settings.css";
import "@/screens/screens.css";
