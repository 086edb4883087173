import routes from "../../apps/staff/app/routes.ts";

type Route = { path?: string; index?: boolean; children?: Route[] };

/**
 * Every address of the back office that answers with a page of its own, from `/` to `/personnes/:id/modifier`: a
 * page added to the app is asked for by the journeys that go over all of them.
 */
export function staffRoutes(): string[] {
  return [...new Set(addressesIn(routes as Route[], ""))].sort();
}

function addressesIn(some: readonly Route[], above: string): string[] {
  return some.flatMap(({ path, index, children = [] }) => {
    const here = path === undefined ? above : `${above}/${path}`;
    if (index) return [above || "/"];
    return children.length > 0 ? addressesIn(children, here) : [here];
  });
}
