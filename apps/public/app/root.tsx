import { Banner } from "@essaim/ui/banner";
import { ErrorPage } from "@essaim/ui/error-page";
import { LocaleProvider } from "@essaim/ui/locale";
import { PublicShell } from "@essaim/ui/public-shell";
import {
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import styles from "~/app.css?url";
import { Cc } from "~/components/cc";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { localeOf, pathIn } from "~/paths";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  {
    rel: "search",
    href: "/opensearch.xml",
    type: "application/opensearchdescription+xml",
    title: "Essaim",
  },
  { rel: "alternate", href: "/donnees/flux.atom", type: "application/atom+xml", title: "Essaim" },
];

export const loader = ({ request, context }: LoaderFunctionArgs) => {
  const { pathname, search } = new URL(request.url);
  // One address for each page. Slashes at the start are one too: two would name another site.
  if (pathname !== "/" && pathname.endsWith("/"))
    throw redirect(`/${pathname.replace(/^\/+|\/+$/g, "")}${search}`, 301);
  return { isDemo: context.isDemo, publicUrl: context.publicUrl };
};

// A browser asks each time and is told « unchanged » in a few bytes; a proxy in front may answer for a second.
const fresh = "public, max-age=0, s-maxage=1, must-revalidate";

export const headers: HeadersFunction = ({ errorHeaders }) => {
  const headers = new Headers({ "cache-control": errorHeaders ? "no-store" : fresh });
  const retry = errorHeaders?.get("retry-after");
  if (retry) headers.set("retry-after", retry);
  return headers;
};

/** Only for errors: every page says its own. */
export const meta: MetaFunction = ({ error, location }) => {
  const { t } = i18nAt(location.pathname);
  if (!error) return [{ title: t("site.name") }];
  const known = { 404: "notFound", 405: "refused", 503: "unavailable" } as const;
  const status = statusOf(error);
  const title = t(`error.${known[status as keyof typeof known] ?? "failed"}`);
  return [{ title: `${title} – ${t("site.name")}` }, { name: "robots", content: "noindex" }];
};

const statusOf = (error: unknown) => (isRouteErrorResponse(error) ? error.status : 500);

// No <Scripts/>: public pages are complete as sent, and load no JavaScript at all.
export function Layout({ children }: { children: React.ReactNode }) {
  const { pathname } = useLocation();
  const locale = localeOf(pathname);
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        <LocaleProvider locale={locale}>
          <Shell>{children}</Shell>
        </LocaleProvider>
      </body>
    </html>
  );
}

function Shell({ children }: { children: React.ReactNode }) {
  const { t, paths, locale } = useI18n();
  const { pathname, search } = useLocation();
  const isDemo = useRouteLoaderData<typeof loader>("root")?.isDemo ?? false;
  const other = locale === "fr" ? "en" : "fr";
  const entry = (label: string, href: string) => ({
    label,
    href,
    current: pathname === href || pathname.startsWith(`${href}/`),
  });
  const nav = [
    entry(t("search.title"), paths.search()),
    entry(t("nav.activities"), paths.activities()),
    entry(t("nav.resources"), paths.resources()),
    entry(t("media.nav"), paths.library()),
    entry(t("nav.meetings"), paths.meetings),
    entry(t("nav.about"), paths.about),
  ];
  return (
    <PublicShell
      name={t("site.name")}
      tagline={t("site.tagline")}
      homeHref={paths.home}
      nav={nav}
      languageLink={{
        label: t("nav.otherLanguage"),
        href: pathIn(other, pathname, search),
        lang: other,
      }}
      banner={isDemo && <Banner label={t("demo.label")}>{t("demo.text")}</Banner>}
      footer={
        <p>
          {t("footer.licence")} <Cc>{t("footer.licenceName")}</Cc>. {t("footer.light")}
        </p>
      }
      footerLinks={[
        ...nav,
        entry(t("sheets.nav"), paths.sheets),
        entry(t("sheets.methods.nav"), paths.methods),
        entry(t("community.nav"), paths.propose),
        entry(t("impact.nav"), paths.impacts),
        entry(t("openData.nav"), paths.data),
        entry(t("verify.footer"), paths.verify),
        entry(t("accessibility.footer"), paths.accessibility),
        entry(t("ecodesign.footer"), paths.ecodesign),
      ]}
    >
      {children}
    </PublicShell>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const { paths } = useI18n();
  const status = statusOf(useRouteError());
  // A front page that fails must not send back to itself as the only way out.
  return (
    <ErrorPage
      framed
      status={status}
      homeHref={paths.home}
      searchHref={status === 404 ? paths.search() : undefined}
    />
  );
}
