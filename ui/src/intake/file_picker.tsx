/** Three ways to name files: drop them, choose them, or type a path. */
import { useEffect, useState } from "react";
import { Form, Input, Label, TextField } from "react-aria-components";
import { useBackend } from "@/backend/context";
import { Button } from "@/shared/controls";
import { Icon } from "@/shared/icon";
import { useWords } from "@/wording/words";

export function FilePicker({ onFiles }: { onFiles: (paths: string[]) => void }) {
  const backend = useBackend();
  const { t } = useWords();
  const [held, setHeld] = useState(false);
  const [path, setPath] = useState("");

  useEffect(() => backend.onFilesDropped(onFiles, setHeld), [backend, onFiles]);

  return (
    <div className={`picker ${held ? "held" : ""}`}>
      <Icon name="inbox" size={30} />
      <p className="picker-lead">{held ? t("import.release") : t("import.drop")}</p>
      <div className="row">
        <Button look="primary" onPress={() => void backend.chooseFiles(t("import.choose_title")).then(onFiles)}>
          {t("import.choose")}
        </Button>
        <Button onPress={() => void backend.chooseFolder(t("import.choose_folder_title")).then((folder) => folder !== null && onFiles([folder]))}>
          {t("import.choose_folder")}
        </Button>
      </div>
      <Form
        className="picker-path"
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() === "") return;
          onFiles([path.trim()]);
          setPath("");
        }}
      >
        <TextField className="picker-path-field" name="path" value={path} onChange={setPath}>
          <Label>{t("import.path")}</Label>
          <Input className="input notation" placeholder={t("import.path_example")} spellCheck={false} autoComplete="off" />
        </TextField>
        <Button type="submit" isDisabled={path.trim() === ""}>
          {t("import.add")}
        </Button>
      </Form>
    </div>
  );
}
