# Reads "watch <pid> <signal>", "forget <pid>" and "discard <directory>"; the end of the input is the end of the parent.
trap '' HUP INT TERM
processes=
directories=
newline='
'

alive() {
    kill -0 "$1" 2>/dev/null || return 1
    # Where nobody reaps orphans a stopped process stays a zombie for ever.
    ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null
}

while read -r verb subject signal; do
    case $verb in
        watch) processes="$subject $signal$newline$processes" ;;
        forget) processes=$(printf '%s' "$processes" | grep -v "^$subject ")$newline ;;
        discard) directories="$directories$subject${signal:+ $signal}$newline" ;;
    esac
done

printf '%s\n' "$processes" | while read -r pid signal; do
    if [ -n "$pid" ] && alive "$pid"; then
        kill -s "$signal" "$pid" 2>/dev/null
        waited=0
        while alive "$pid" && [ $waited -lt 150 ]; do
            sleep 0.1
            waited=$((waited + 1))
        done
        kill -s KILL "$pid" 2>/dev/null
    fi
done

printf '%s\n' "$directories" | while read -r directory; do
    if [ -n "$directory" ]; then
        rm -rf -- "$directory"
    fi
done
