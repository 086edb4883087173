/**
 * Communes of the Métropole européenne de Lille and their priority neighbourhoods of the 2024 generation.
 *
 * Every code and name was read in the ANCT's file of QPV 2024 centroids (« centroide-4326_qpv », repository
 * anct-carto/superposeur-V2), which also says over which communes a neighbourhood spreads. One name
 * only had a space added beside a hyphen (« Les Sarts - Dombrowski »).
 */
export type Commune = {
  code: string;
  name: string;
  departmentCode: string;
  /** Its centre in degrees (WGS 84), to the hundredth: a kilometre or so. */
  lon: number;
  lat: number;
};

export type Neighbourhood = {
  code: string;
  name: string;
  generation: 2024;
  communeCodes: readonly string[];
};

const commune = (code: string, name: string, lon: number, lat: number): Commune => ({
  code,
  name,
  departmentCode: "59",
  lon,
  lat,
});

export const armentieres = commune("59017", "Armentières", 2.88, 50.69);
export const croix = commune("59163", "Croix", 3.15, 50.68);
export const fachesThumesnil = commune("59220", "Faches-Thumesnil", 3.07, 50.6);
export const haubourdin = commune("59286", "Haubourdin", 2.99, 50.61);
export const hem = commune("59299", "Hem", 3.19, 50.66);
export const lambersart = commune("59328", "Lambersart", 3.03, 50.65);
export const lezennes = commune("59346", "Lezennes", 3.11, 50.61);
export const lille = commune("59350", "Lille", 3.05, 50.63);
export const loos = commune("59360", "Loos", 3.02, 50.61);
export const lysLezLannoy = commune("59367", "Lys-lez-Lannoy", 3.21, 50.67);
export const marcqEnBaroeul = commune("59378", "Marcq-en-Barœul", 3.1, 50.67);
export const monsEnBaroeul = commune("59410", "Mons-en-Barœul", 3.11, 50.64);
export const ronchin = commune("59507", "Ronchin", 3.09, 50.6);
export const roubaix = commune("59512", "Roubaix", 3.18, 50.69);
export const seclin = commune("59560", "Seclin", 3.03, 50.55);
export const tourcoing = commune("59599", "Tourcoing", 3.16, 50.72);
export const villeneuveDAscq = commune("59009", "Villeneuve-d’Ascq", 3.14, 50.63);
export const wattignies = commune("59648", "Wattignies", 3.04, 50.59);
export const wattrelos = commune("59650", "Wattrelos", 3.21, 50.7);

export const communes: readonly Commune[] = [
  armentieres,
  croix,
  fachesThumesnil,
  haubourdin,
  hem,
  lambersart,
  lezennes,
  lille,
  loos,
  lysLezLannoy,
  marcqEnBaroeul,
  monsEnBaroeul,
  ronchin,
  roubaix,
  seclin,
  tourcoing,
  villeneuveDAscq,
  wattignies,
  wattrelos,
];

const qpv = (code: string, name: string, ...where: Commune[]): Neighbourhood => ({
  code,
  name,
  generation: 2024,
  communeCodes: where.map((one) => one.code),
});

export const lilleOuest = qpv("QN05971M", "Secteur Ouest", lille);
export const lilleSud = qpv("QN05972M", "Secteur Sud", fachesThumesnil, lezennes, lille, loos);
export const lilleNordEst = qpv("QN05973M", "Secteur Nord Est", lille);
export const lilleNord = qpv("QN05974M", "Secteur Nord", lille);
export const nouveauMons = qpv(
  "QN05978M",
  "Nouveau Mons - Les Sarts - Dombrowski",
  villeneuveDAscq,
  lille,
  monsEnBaroeul,
);
export const roubaixTourcoing = qpv(
  "QN05980M",
  "Quartier Intercommunal Roubaix-Tourcoing - Blanc Seau - Croix Bas Saint Pierre - Wattrelos Nord",
  croix,
  roubaix,
  tourcoing,
  wattrelos,
);
export const nouveauRoubaix = qpv("QN05981M", "Nouveau Roubaix", roubaix);
export const hautchamps = qpv(
  "QN05969M",
  "Quartier Intercommunal Hautchamps Longchamp - Lionderie - 3 Baudets",
  hem,
  lysLezLannoy,
  roubaix,
);
export const phalempins = qpv("QN05983M", "Phalempins", tourcoing);
export const virolois = qpv("QN05984M", "Virolois", tourcoing);
export const bourgogne = qpv("QN05985M", "La Bourgogne", tourcoing);
export const pontRompu = qpv("QN05986M", "Pont Rompu", tourcoing);
export const epideme = qpv("QN05988M", "Epidéme Villas Couteaux", tourcoing, wattrelos);
export const beaulieu = qpv("QN05989M", "Centralité De Beaulieu", wattrelos);

export const neighbourhoods: readonly Neighbourhood[] = [
  qpv("QN05965M", "Pont de Bois-Hôtel de ville", villeneuveDAscq),
  qpv("QN05966M", "Résidence-Poste-Triolo", villeneuveDAscq),
  qpv("QN05967M", "Attargette - Chanzy", armentieres),
  qpv("QN05968M", "Bizet - Briqueterie", armentieres),
  hautchamps,
  qpv("QN05970M", "Pacot - Vandracq", lambersart),
  lilleOuest,
  lilleSud,
  lilleNordEst,
  lilleNord,
  qpv("QN05975M", "Les Oliveaux", loos),
  qpv("QN05976M", "Clémenceau-Kiener", loos),
  qpv("QN05977M", "La Briquetterie", marcqEnBaroeul),
  nouveauMons,
  qpv("QN05979M", "Comtesse De Ségur", ronchin),
  roubaixTourcoing,
  nouveauRoubaix,
  qpv("QN05982M", "La Mouchonnière", seclin),
  phalempins,
  virolois,
  bourgogne,
  pontRompu,
  qpv("QN05987M", "Blanc Riez", wattignies),
  epideme,
  beaulieu,
  qpv("QN05991N", "Le Parc", haubourdin),
];
