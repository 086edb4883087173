/**
 * The two commands that write the file: the address of the repository, then its commits. Signs that nobody types
 * separate the fields (git-log(1), “Pretty formats”). Names and mails follow the repository's `.mailmap`; `-M` tells a
 * file that moved from one that was written.
 */
export const gitLogCommands = [
  "git remote get-url origin > contributions.txt",
  'git log -M --numstat --format="%x1e%H%x1f%P%x1f%aI%x1f%aE%x1f%aN%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1d)%x1f%s" >> contributions.txt',
] as const;

/** How to ask a forge for its requests and its issues, page after page. */
export const forgeCommands = [
  {
    forge: "GitHub",
    command:
      'gh api --paginate --slurp "repos/PROPRIÉTAIRE/DÉPÔT/issues?state=all&per_page=100" > issues.json\ngh api --paginate --slurp "repos/PROPRIÉTAIRE/DÉPÔT/pulls?state=all&per_page=100" > pulls.json',
  },
  {
    forge: "GitLab",
    command:
      'curl "https://FORGE/api/v4/projects/GROUPE%2FDÉPÔT/merge_requests?state=all&per_page=100&page=1" > requests.json',
  },
  {
    forge: "Gitea, Forgejo, Codeberg",
    command:
      'curl "https://FORGE/api/v1/repos/PROPRIÉTAIRE/DÉPÔT/pulls?state=all&limit=50&page=1" > pulls.json',
  },
] as const;
