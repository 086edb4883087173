// One module each: the package's own index would have every build read its 1 700 icons.
import * as ArrowDown from "lucide-react/icons/arrow-down";
import * as ArrowRight from "lucide-react/icons/arrow-right";
import * as ArrowUp from "lucide-react/icons/arrow-up";
import * as ArrowUpDown from "lucide-react/icons/arrow-up-down";
import * as BookOpen from "lucide-react/icons/book-open";
import * as CalendarDays from "lucide-react/icons/calendar-days";
import * as ChartNoAxesColumn from "lucide-react/icons/chart-no-axes-column";
import * as Check from "lucide-react/icons/check";
import * as ChevronDown from "lucide-react/icons/chevron-down";
import * as ChevronLeft from "lucide-react/icons/chevron-left";
import * as ChevronRight from "lucide-react/icons/chevron-right";
import * as CircleCheck from "lucide-react/icons/circle-check";
import * as CircleAlert from "lucide-react/icons/circle-exclamation-point";
import * as CircleHelp from "lucide-react/icons/circle-question-mark";
import * as CircleUserRound from "lucide-react/icons/circle-user-round";
import * as Clock from "lucide-react/icons/clock";
import * as Coins from "lucide-react/icons/coins";
import * as Download from "lucide-react/icons/download";
import * as ExternalLink from "lucide-react/icons/external-link";
import * as FileText from "lucide-react/icons/file-text";
import * as Filter from "lucide-react/icons/funnel";
import * as Handshake from "lucide-react/icons/handshake";
import * as Headphones from "lucide-react/icons/headphones";
import * as House from "lucide-react/icons/house";
import * as Info from "lucide-react/icons/info";
import * as KeyRound from "lucide-react/icons/key-round";
import * as Landmark from "lucide-react/icons/landmark";
import * as Languages from "lucide-react/icons/languages";
import * as LibraryBig from "lucide-react/icons/library-big";
import * as Link2 from "lucide-react/icons/link-2";
import * as List from "lucide-react/icons/list";
import * as Lock from "lucide-react/icons/lock";
import * as LogOut from "lucide-react/icons/log-out";
import * as Mail from "lucide-react/icons/mail";
import * as MapPin from "lucide-react/icons/map-pin";
import * as Megaphone from "lucide-react/icons/megaphone";
import * as Menu from "lucide-react/icons/menu";
import * as NotebookPen from "lucide-react/icons/notebook-pen";
import * as Pencil from "lucide-react/icons/pencil";
import * as Phone from "lucide-react/icons/phone";
import * as Play from "lucide-react/icons/play";
import * as Plus from "lucide-react/icons/plus";
import * as Printer from "lucide-react/icons/printer";
import * as History from "lucide-react/icons/rotate-ccw-clock";
import * as Search from "lucide-react/icons/search";
import * as Settings from "lucide-react/icons/settings";
import * as ShieldCheck from "lucide-react/icons/shield-check";
import * as Sprout from "lucide-react/icons/sprout";
import * as Target from "lucide-react/icons/target";
import * as Trash2 from "lucide-react/icons/trash";
import * as TriangleAlert from "lucide-react/icons/triangle-exclamation-point";
import * as Upload from "lucide-react/icons/upload";
import * as UserPlus from "lucide-react/icons/user-plus";
import * as Users from "lucide-react/icons/users";
import * as Video from "lucide-react/icons/video";
import * as X from "lucide-react/icons/x";
import { createElement, type ReactNode } from "react";

const icons = {
  account: CircleUserRound,
  activity: Sprout,
  alert: CircleAlert,
  arrowDown: ArrowDown,
  arrowRight: ArrowRight,
  arrowUp: ArrowUp,
  audio: Headphones,
  audit: ShieldCheck,
  calendar: CalendarDays,
  chart: ChartNoAxesColumn,
  check: Check,
  chevronDown: ChevronDown,
  chevronLeft: ChevronLeft,
  chevronRight: ChevronRight,
  clock: Clock,
  close: X,
  commons: LibraryBig,
  delete: Trash2,
  document: FileText,
  download: Download,
  edit: Pencil,
  external: ExternalLink,
  filter: Filter,
  grant: Landmark,
  help: CircleHelp,
  history: History,
  home: House,
  info: Info,
  key: KeyRound,
  language: Languages,
  link: Link2,
  list: List,
  lock: Lock,
  logout: LogOut,
  mail: Mail,
  megaphone: Megaphone,
  meeting: NotebookPen,
  menu: Menu,
  money: Coins,
  partner: Handshake,
  phone: Phone,
  place: MapPin,
  play: Play,
  plus: Plus,
  print: Printer,
  resource: BookOpen,
  search: Search,
  settings: Settings,
  sort: ArrowUpDown,
  success: CircleCheck,
  target: Target,
  upload: Upload,
  userPlus: UserPlus,
  users: Users,
  video: Video,
  warning: TriangleAlert,
} satisfies Record<string, object>;

export type IconName = keyof typeof icons;
export const iconNames = Object.keys(icons) as IconName[];

/**
 * What the modules of Lucide hold beside their component, which their types do not say. A name that Lucide keeps for
 * an older one (« filter » for « funnel ») holds the component alone: the test says so.
 */
type Drawing = { __iconData: { node: readonly [tag: string, attributes: object][] } };

/** The strokes of each icon, made once: a page has sixty icons, and their components cost as much as all its text. */
const strokes: Readonly<Record<string, ReactNode>> = Object.fromEntries(
  Object.entries(icons).map(([name, module]) => [
    name,
    (module as unknown as Drawing).__iconData.node.map(([tag, attributes]) =>
      createElement(tag, attributes),
    ),
  ]),
);

/** A decorative icon, hidden from screen readers: the words beside it say what it means. `size` in px. */
export function Icon({
  name,
  size = 20,
  className,
}: {
  name: IconName;
  size?: number;
  className?: string;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      className={className ? `icon shrink-0 ${className}` : "icon shrink-0"}
    >
      {strokes[name]}
    </svg>
  );
}
