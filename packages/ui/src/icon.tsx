import {
  ArrowDown, ArrowRight, ArrowUp, ArrowUpDown, BookOpen, CalendarDays, ChartNoAxesColumn, Check, ChevronDown, ChevronLeft, ChevronRight, CircleAlert, CircleCheck,
  CircleHelp, CircleUserRound, Clock, Coins, Download, ExternalLink, FileText, Filter, Handshake, History, House, Info, KeyRound, Languages, LibraryBig,
  Link2, LogOut, Mail, MapPin, Menu, NotebookPen, Pencil, Phone, Plus, Printer, Search, Settings, ShieldCheck, Sprout, Target, Trash2,
  TriangleAlert, Upload, UserPlus, Users, Video, X, Landmark, type LucideIcon,
} from "lucide-react";

const icons = {
  account: CircleUserRound, activity: Sprout, alert: CircleAlert, arrowDown: ArrowDown, arrowRight: ArrowRight, arrowUp: ArrowUp, audit: ShieldCheck, calendar: CalendarDays,
  chart: ChartNoAxesColumn, check: Check, chevronDown: ChevronDown, chevronLeft: ChevronLeft, chevronRight: ChevronRight, clock: Clock, close: X,
  commons: LibraryBig, delete: Trash2, document: FileText, download: Download, edit: Pencil, external: ExternalLink, filter: Filter,
  grant: Landmark, help: CircleHelp, history: History, home: House, info: Info, key: KeyRound, language: Languages, link: Link2, logout: LogOut,
  mail: Mail, meeting: NotebookPen, menu: Menu, money: Coins, partner: Handshake, phone: Phone, place: MapPin, plus: Plus, print: Printer,
  resource: BookOpen, search: Search, settings: Settings, sort: ArrowUpDown, success: CircleCheck, target: Target, upload: Upload, userPlus: UserPlus,
  users: Users, video: Video, warning: TriangleAlert,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof icons;

/** A decorative icon, hidden from screen readers: the words beside it say what it means. `size` in px. */
export function Icon({ name, size = 20, className }: { name: IconName; size?: number; className?: string }) {
  const Glyph = icons[name];
  return <Glyph size={size} strokeWidth={1.75} aria-hidden="true" focusable="false" className={className ? `shrink-0 ${className}` : "shrink-0"} />;
}
