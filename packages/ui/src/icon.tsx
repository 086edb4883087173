import type { LucideIcon } from "lucide-react";
// One module each: the package's own index would have every build read its 1 700 icons.
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowRight from "lucide-react/icons/arrow-right";
import ArrowUp from "lucide-react/icons/arrow-up";
import ArrowUpDown from "lucide-react/icons/arrow-up-down";
import BookOpen from "lucide-react/icons/book-open";
import CalendarDays from "lucide-react/icons/calendar-days";
import ChartNoAxesColumn from "lucide-react/icons/chart-no-axes-column";
import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleHelp from "lucide-react/icons/circle-help";
import CircleUserRound from "lucide-react/icons/circle-user-round";
import Clock from "lucide-react/icons/clock";
import Coins from "lucide-react/icons/coins";
import Download from "lucide-react/icons/download";
import ExternalLink from "lucide-react/icons/external-link";
import FileText from "lucide-react/icons/file-text";
import Filter from "lucide-react/icons/filter";
import Handshake from "lucide-react/icons/handshake";
import History from "lucide-react/icons/history";
import House from "lucide-react/icons/house";
import Info from "lucide-react/icons/info";
import KeyRound from "lucide-react/icons/key-round";
import Landmark from "lucide-react/icons/landmark";
import Languages from "lucide-react/icons/languages";
import LibraryBig from "lucide-react/icons/library-big";
import Link2 from "lucide-react/icons/link-2";
import List from "lucide-react/icons/list";
import Lock from "lucide-react/icons/lock";
import LogOut from "lucide-react/icons/log-out";
import Mail from "lucide-react/icons/mail";
import MapPin from "lucide-react/icons/map-pin";
import Menu from "lucide-react/icons/menu";
import NotebookPen from "lucide-react/icons/notebook-pen";
import Pencil from "lucide-react/icons/pencil";
import Phone from "lucide-react/icons/phone";
import Plus from "lucide-react/icons/plus";
import Printer from "lucide-react/icons/printer";
import Search from "lucide-react/icons/search";
import Settings from "lucide-react/icons/settings";
import ShieldCheck from "lucide-react/icons/shield-check";
import Sprout from "lucide-react/icons/sprout";
import Target from "lucide-react/icons/target";
import Trash2 from "lucide-react/icons/trash-2";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import Upload from "lucide-react/icons/upload";
import UserPlus from "lucide-react/icons/user-plus";
import Users from "lucide-react/icons/users";
import Video from "lucide-react/icons/video";
import X from "lucide-react/icons/x";

const icons = {
  account: CircleUserRound,
  activity: Sprout,
  alert: CircleAlert,
  arrowDown: ArrowDown,
  arrowRight: ArrowRight,
  arrowUp: ArrowUp,
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
  meeting: NotebookPen,
  menu: Menu,
  money: Coins,
  partner: Handshake,
  phone: Phone,
  place: MapPin,
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
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof icons;

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
  const Glyph = icons[name];
  return (
    <Glyph
      size={size}
      strokeWidth={1.75}
      aria-hidden="true"
      focusable="false"
      className={className ? `shrink-0 ${className}` : "shrink-0"}
    />
  );
}
