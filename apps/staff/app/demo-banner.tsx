import { Banner } from "@essaim/ui/banner";

/** Says that nothing here is real, wherever the demonstration runs. */
export function DemoBanner() {
  return (
    <Banner label="Démonstration.">
      Les personnes sont inventées. N’y mettez aucune vraie donnée&#8239;: tout peut être effacé.
    </Banner>
  );
}
