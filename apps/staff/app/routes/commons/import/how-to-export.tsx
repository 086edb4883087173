import { forgeCommands, gitLogCommands } from "@essaim/commons/import/export-command.words";
import { Disclosure } from "@essaim/ui/disclosure";
import { Section } from "@essaim/ui/section";

/** The exact commands that write what is read, and what is left out of it. */
export function HowToExport() {
  return (
    <Section title="D’où le tirer" rule={false}>
      <Disclosure summary="Un historique git" open>
        <div className="flex flex-col gap-3">
          <p>Dans une copie à jour du dépôt, ces deux commandes, l’une après l’autre&#8239;:</p>
          {gitLogCommands.map((command) => (
            <Command key={command}>{command}</Command>
          ))}
          <ul className="flex list-disc flex-col gap-1.5 pl-5">
            <li>
              Pour les dernières années seulement, ajoutez{" "}
              <code className="whitespace-nowrap">--since=2024-01-01</code> après{" "}
              <code>git log</code>.
            </li>
            <li>
              Une demande fondue en un seul commit (squash) compte pour son auteur, et pour chaque
              personne que cite <code>Co-authored-by</code>.
            </li>
            <li>
              Les fusions (merges) et les robots sont laissés de côté. Un fichier renommé n’est pas
              un fichier écrit.
            </li>
          </ul>
        </div>
      </Disclosure>
      <Disclosure summary="Les demandes et les signalements d’une forge">
        <div className="flex flex-col gap-3">
          <p>
            La réponse de l’API, en JSON. Elle dit aussi ce que chaque demande est devenue&#8239;:
            ouverte, intégrée ou fermée.
          </p>
          {forgeCommands.map(({ forge, command }) => (
            <div key={forge} className="flex flex-col gap-1">
              <p className="font-semibold">{forge}</p>
              <Command>{command}</Command>
            </div>
          ))}
          <p className="text-muted">
            Au-delà d’une page, demandez les suivantes (page=2, page=3…) et mettez-les bout à bout
            dans un même fichier.
          </p>
        </div>
      </Disclosure>
      <Disclosure summary="Les dons sur Open Collective">
        <p>
          Sur la page du collectif qui reçoit, ou sur la vôtre&#8239;: Transactions, puis Exporter
          en CSV. Gardez la colonne shortGroup (ou group), qui reconnaît un don d’un export à
          l’autre. Les frais, les remboursements et les paiements ne sont pas des dons&#8239;: ils
          sont laissés de côté.
        </p>
      </Disclosure>
      <p className="text-muted">
        Rien n’est gardé des personnes d’ailleurs que cite le fichier. Il est effacé dès qu’il est
        importé, et au plus tard après une heure.
      </p>
    </Section>
  );
}

function Command({ children }: { children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, by keyboard too
    <pre tabIndex={0} className="overflow-x-auto rounded-sm bg-well px-3 py-2 text-sm">
      <code>{children}</code>
    </pre>
  );
}
